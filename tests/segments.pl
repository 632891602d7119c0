# segments.pl - pictures to cut out: garments of Fashion-MNIST on backgrounds made to deceive, and the class
# of each pixel. perl tests/segments.pl IMAGES.gz LABELS.gz PICTURES SEED OUT writes OUT.x and OUT.y, IDX
# tensors (N, 40, 40); perl tests/segments.pl threshold TRAIN TEST prints what brightness alone can tell.
#
# A background has stripes and noise as bright as the garments are; a garment is dimmed by chance, so no
# brightness is a garment's own. One or two of them lie anywhere, whole. Classes: 0 background, 1 tops
# and coats, 2 trousers, 3 shoes, 4 bags: what tells them apart is their form.
use strict;
use warnings;

my $side = 40;
my @kind = (1, 2, 1, 1, 1, 3, 1, 3, 4, 3);    # of Fashion-MNIST's ten classes

sub idx {    # the bytes behind an IDX header
    my ($path) = @_;
    open my $f, '-|', $path =~ /gz$/ ? "gzip -dc $path" : "cat $path" or die;
    binmode $f;
    local $/;
    my $bytes = <$f>;
    return substr $bytes, 4 + 4 * ord substr $bytes, 3, 1;
}

sub background {
    my ($level, $slope, $angle) = (20 + rand 90, rand 70, rand 6.28);
    my ($wave, $turn, $height) = (.3 + rand 1.2, rand 6.28, rand 60);
    my ($dy, $dx, $wy, $wx) = (sin $angle, cos $angle, $wave * sin $turn, $wave * cos $turn);
    my @x;
    for my $y (0 .. $side - 1) {
        push @x, $level + $slope * ($y * $dy + $_ * $dx) / $side + $height * sin($wy * $y + $wx * $_) + rand(50) - 25
            for 0 .. $side - 1;
    }
    return \@x;
}

sub lay {    # a garment over the picture and its map
    my ($x, $map, $pixels, $class) = @_;
    my ($top, $left, $dim) = (int rand $side - 27, int rand $side - 27, .45 + rand .5);
    for my $i (0 .. 783) {
        my $v = ord substr $pixels, $i, 1;
        next if $v < 30;
        my $at = ($top + int $i / 28) * $side + $left + $i % 28;
        $x->[$at] = $v * $dim + rand(20) - 10;
        $map->[$at] = $class;
    }
}

sub make {
    my ($images, $labels, $n, $seed, $out) = @_;
    my ($garments, $classes) = (idx($images), idx($labels));
    srand $seed;
    for my $end ('x', 'y') {
        open my $f, '>', "$out.$end" or die;
        print $f pack 'C4N3', 0, 0, 8, 3, $n, $side, $side;
    }
    open my $x_file, '>>', "$out.x" or die;
    open my $y_file, '>>', "$out.y" or die;
    binmode $_ for $x_file, $y_file;
    for (1 .. $n) {
        my ($x, $map) = (background(), [(0) x $side**2]);
        for (0 .. rand 2) {
            my $i = int rand length $classes;
            lay($x, $map, substr($garments, 784 * $i, 784), $kind[ord substr $classes, $i, 1]);
        }
        print $x_file pack 'C*', map { $_ < 0 ? 0 : $_ > 255 ? 255 : int $_ } @$x;
        print $y_file pack 'C*', @$map;
    }
}

sub counts {    # pixels by brightness and class
    my ($path) = @_;
    my ($x, $y, @n) = (idx("$path.x"), idx("$path.y"));
    $n[$_] = [(0) x 5] for 0 .. 255;
    $n[ord substr $x, $_, 1][ord substr $y, $_, 1]++ for 0 .. length($x) - 1;
    return \@n;
}

sub mean_iou {    # of classes told by a table from brightness
    my ($n, $table, $classes) = @_;
    my (@hit, @either);
    for my $v (0 .. 255) {
        for my $k (0 .. $classes - 1) {
            my $c = $classes == 2 ? ($k ? $n->[$v][1] + $n->[$v][2] + $n->[$v][3] + $n->[$v][4] : $n->[$v][0]) : $n->[$v][$k];
            $hit[$k] += $k == $table->[$v] ? $c : 0;
            $either[$k] += $c;
            $either[$table->[$v]] += $k == $table->[$v] ? 0 : $c;
        }
    }
    my $sum = 0;
    $sum += $hit[$_] / $either[$_] for 0 .. $classes - 1;
    return $sum / $classes;
}

# The best threshold of the training pictures, bright or dark, and for five classes also the most frequent
# class of each brightness; measured on the test pictures.
sub threshold {
    my ($train, $test) = (counts($_[0]), counts($_[1]));
    for my $classes (2, 5) {
        my ($best, $table) = (-1);
        my @tables = map { my $t = $_; map { my $up = $_; [map { ($_ >= $t) == $up ? 1 : 0 } 0 .. 255] } 0, 1 } 0 .. 256;
        push @tables, [map { my $n = $_; my $k = 0; $n->[$_] > $n->[$k] and $k = $_ for 1 .. 4; $k } @$train] if $classes == 5;
        for my $t (@tables) {
            my $value = mean_iou($train, $t, $classes);
            ($best, $table) = ($value, $t) if $value > $best;
        }
        printf "%.4f\n", mean_iou($test, $table, $classes);
    }
}

if ($ARGV[0] eq 'threshold') { threshold(@ARGV[1, 2]) }
else                         { make(@ARGV) }
