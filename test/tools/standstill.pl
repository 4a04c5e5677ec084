# Prints for how many seconds at most this machine stood still: its processor, its disk, or its way to another one.
# Usage: perl - SECONDS ADDRESS PORT        (perl-base alone is on each Debian; the kernel's clock of 10 ms is fine enough)
use strict;
use warnings;
use Socket;

my ($seconds, $address, $port) = @ARGV;
my $longest = 0;

sub now {
    open(my $uptime, '<', '/proc/uptime') or die "/proc/uptime: $!";
    return (split ' ', <$uptime>)[0];
}

# How long it takes by itself, and what it does.
sub watch {
    my ($takes, $does) = @_;
    my $began = now();
    $does->();
    my $late = now() - $began - $takes;
    $longest = $late if $late > $longest;
}

my $end = now() + $seconds;
while (now() < $end) {
    watch(0.05, sub { select(undef, undef, undef, 0.05) });
    watch(0, sub {
        open(my $file, '>', '/var/tmp/standstill.new') or die "/var/tmp: $!";
        print $file "$$\n";
        close($file);
        rename('/var/tmp/standstill.new', '/var/tmp/standstill');
    });
    watch(0, sub {
        socket(my $socket, PF_INET, SOCK_STREAM, 0) or die "socket: $!";
        # One that is away is no standstill of this one: refused at once, or nothing for a second.
        setsockopt($socket, SOL_SOCKET, SO_SNDTIMEO, pack('l!l!', 5, 0));
        connect($socket, sockaddr_in($port, inet_aton($address)));
    });
}
unlink('/var/tmp/standstill');
printf("%.2f\n", $longest);
