# frame.pl - an R data frame as CSV: perl tests/frame.pl <(xz -dc SET.rda), without R.
#
# Reads R's serialisation (R Internals, 1.8): "RDX2\nX\n", a header of three words, then items, each a
# word of flags (type in the low byte, 0x100 object, 0x200 attributes, 0x400 tag) and its contents.
use strict;
use warnings;

my ($bytes, $at, @seen) = (do { local $/; binmode STDIN; <STDIN> }, 0);
substr($bytes, 0, 7) =~ /^RDX[23]\nX\n$/ or die "no R data in binary\n";
$at = 7 + 12;
if (substr($bytes, 3, 1) eq '3') { $at += 4 + unpack('N', substr $bytes, $at, 4) }

sub word { $at += 4; return unpack 'N', substr $bytes, $at - 4, 4 }
sub whole { return unpack 'l', pack 'L', word() }
sub text { my $n = whole(); return undef if $n < 0; $at += $n; return substr $bytes, $at - $n, $n }
sub real { $at += 8; return unpack 'd>', substr $bytes, $at - 8, 8 }

# A pair list as [[tag, value], …]; an item with attributes as {v => …, a => {…}}.
sub item {
    my $flags = word();
    my $type = $flags & 255;
    return undef if $type == 254;                                    # NULL
    return $seen[($flags >> 8) - 1] if $type == 255;                 # met before
    if ($type == 1) { my $name = item(); push @seen, $name; return $name }    # a symbol
    return text() if $type == 9;
    if ($type == 2) {
        item() if $flags & 0x200;
        my $tag = $flags & 0x400 ? item() : '';
        return [[$tag, item()], @{item() || []}];
    }
    my $n = whole();
    my %read = (10 => \&whole, 13 => \&whole, 14 => \&real, 16 => \&item, 19 => \&item);
    my $one = $read{$type} or die "an item of type $type is not known here\n";
    my @v = map { $one->() } 1 .. $n;
    my %a = $flags & 0x200 ? map { $$_[0] => $$_[1] } @{item()} : ();
    return {v => \@v, a => \%a};
}

my $frame = item()->[0][1];
my @columns = map {
    my $levels = $_->{a}{levels};
    [map { my $v = $_; !defined $v || $v == -2147483648 || $v != $v ? '' : $levels ? $levels->{v}[$v - 1] : 0 + $v } @{$_->{v}}]
} @{$frame->{v}};
print join(',', @{$frame->{a}{names}{v}}), "\n";
for my $row (0 .. $#{$columns[0]}) {
    print join(',', map { $_->[$row] } @columns), "\n";
}
