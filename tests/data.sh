#!/bin/sh
# data.sh [sklearn|mlbench|weka|austen] - classic sets out of Debian's packages, taken without their dependencies; prints
# the folder where they lie as CSV, under build/data:
#   sklearn  iris.csv wine_data.csv breast_cancer.csv digits.csv.gz diabetes_… as scikit-learn has them
#   mlbench  LetterRecognition.csv Satellite.csv … every data frame of R's mlbench, with a header
#   statsmodels  sunspots.csv elnino.csv: series in the order of time
#   weka     segment-challenge.csv segment-test.csv … Weka's examples, with a header
#   austen   sense.txt pride.txt mansfield.txt emma.txt northanger.txt persuasion.txt: the novels of R's janeaustenr
set -e
cd "$(dirname "$0")/.."
set=${1:-sklearn}
dir=build/data/$set
deb=build/data/deb

package() { # package NAME: its files under build/data/deb
    mkdir -p $deb
    (cd $deb && apt-get download -q "$1" >/dev/null 2>&1 ||
        { apt-get update -q >/dev/null && apt-get download -q "$1" >/dev/null; })
    dpkg-deb -x $deb/"$1"_*.deb $deb
}

sklearn() {
    installed=/usr/lib/python3/dist-packages/sklearn/datasets/data
    [ -f $installed/iris.csv ] || { package python3-sklearn; installed=$deb$installed; }
    cp $installed/*.csv $installed/*.csv.gz "$1"/
}

mlbench() { # R data: a frame in each file
    package r-cran-mlbench
    for rda in $deb/usr/lib/R/site-library/mlbench/data/*.rda; do
        xz -dc "$rda" | perl tests/frame.pl >"$1/$(basename "$rda" .rda).csv"
    done
}

weka() { # ARFF: the attributes' names, then the rows
    package weka
    for arff in $deb/usr/share/doc/weka/examples/segment-*.arff; do
        tr -d '\r' <"$arff" | awk 'tolower($1) == "@attribute" { printf "%s%s", n++ ? "," : "", $2; next }
            tolower($1) == "@data" { print ""; rows = 1; next } rows && NF && !/^%/' >"$1/$(basename "$arff" .arff).csv"
    done
}

# An R data base: blocks of a length, a zlib stream, and in it R's serialisation, where a string is a flag word whose
# last byte is 9, a length and the bytes. The novel's title stands in its first lines.
austen() {
    package r-cran-janeaustenr
    perl -MCompress::Zlib -e '
        my ($rdb, $to) = @ARGV;
        my @titles = ("sense and sensibility", "pride and prejudice", "mansfield park", "emma", "northanger abbey", "persuasion");
        local $/;
        open my $file, "<:raw", $rdb or die;
        my $base = <$file>;
        for (my $at = 0; ($at = index($base, "\x78\x9c", $at)) >= 0; $at++) {
            my $block = uncompress(substr $base, $at);
            next unless defined $block && length $block > 100000;
            my $text = "";
            while ($block =~ /\x00[\x00-\x0F][\x00-\x0F]\x09(....)/gs) {
                my $n = unpack "N", $1;
                next if $n == 0xFFFFFFFF;
                $text .= substr($block, pos $block, $n) . "\n";
                pos($block) += $n;
            }
            my ($title) = grep { index(lc substr($text, 0, 200), $_) >= 0 } @titles or next;
            open my $out, ">:raw", "$to/" . (split / /, $title)[0] . ".txt" or die;
            print $out $text;
        }' $deb/usr/lib/R/site-library/janeaustenr/data/Rdata.rdb "$1"
}

statsmodels() { # yearly sunspots since 1700; the El Niño region's sea, its months one below the other
    package python3-statsmodels
    from=$deb/usr/lib/python3/dist-packages/statsmodels/datasets
    tr -d '\r"' <$from/sunspots/sunspots.csv >"$1/sunspots.csv"
    tr -d '\r"' <$from/elnino/elnino.csv | awk -F, 'NR == 1 { print "month,temperature"; next }
        { for (i = 2; i <= NF; i++) printf "%d-%02d-01,%s\n", $1, i - 1, $i }' >"$1/elnino.csv"
}

if [ ! -d $dir ]; then
    rm -rf $dir.new
    mkdir -p $dir.new
    $set $dir.new
    mv $dir.new $dir
fi
echo $dir
