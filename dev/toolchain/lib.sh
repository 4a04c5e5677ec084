# shellcheck shell=sh
# Shared by the toolchain's scripts. Sourced, never run. POSIX sh; the caller has set `root` to the repository's root.

: "${root:?}"
bin=$root/.c4/bin
logs=$root/.c4/log
stamps=$root/.c4/stamp
mkdir -p "$bin" "$logs" "$stamps"

# What was built here is no part of the machine; daemons and debootstrap live in sbin, which is not on everybody's PATH.
PATH=$(printf '%s' "$PATH" | tr ':' '\n' | grep -vxF "$bin" | paste -s -d ':' -):/usr/sbin:/sbin
export PATH

say() { printf '%s\n' "$*"; }

# fail MESSAGE...: a message says what is wrong, and what to do next.
fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

is_root() { [ "$(id -u)" -eq 0 ]; }

# one_at_a_time: waits for another run in this checkout. The kernel holds the lock, so one whose owner died is no lock;
# what that owner started and what still runs keeps it, so that two builds never write the same file.
one_at_a_time() {
    exec 8>"$root/.c4/toolchain.lock"
    flock --nonblock 8 || {
        say "another command of this checkout is preparing tools; waiting for it"
        flock 8
    }
}

# wait_until SECONDS CONDITION...: whether it became true in that time.
wait_until() {
    deadline=$(($(date +%s) + $1))
    shift
    until "$@"; do
        [ "$(date +%s)" -lt "$deadline" ] || return 1
        sleep 0.2
    done
}

# step NAME COMMAND...: runs one step with its output in a log of its own; a line when it starts, one when it ends.
# The shell's -e does not hold within (POSIX: the step is a condition), so a step's commands are joined by &&.
step() {
    step_name=$1
    shift
    step_log=$logs/$(printf '%s' "$step_name" | tr ' /:' '---').log
    step_started=$(date +%s)
    say "  $step_name ..."
    if ("$@") >"$step_log" 2>&1; then
        say "  $step_name: done in $(($(date +%s) - step_started)) s"
        return 0
    fi
    {
        printf 'error: %s failed after %s s; the end of %s:\n' \
            "$step_name" "$(($(date +%s) - step_started))" "${step_log#"$root"/}"
        tail -n 20 "$step_log"
        printf 'Mend that and run the same command again: what is done already is kept.\n'
    } >&2
    return 1
}

# fingerprint FILE...: of what a step is made from.
fingerprint() { cat "$@" | sha256sum | cut -c 1-16; }

# is_made NAME FINGERPRINT OUTPUT: whether the output is there and was made from just this.
is_made() { [ -e "$3" ] && [ "$(cat "$stamps/$1" 2>/dev/null)" = "$2" ]; }

# made NAME FINGERPRINT: remembered once the output is whole, so that a step that is killed is done again.
made() { printf '%s\n' "$2" >"$stamps/$1"; }

# missing_packages PROGRAM=PACKAGE...: the Debian packages of those programs that are not there.
missing_packages() {
    for pair in "$@"; do
        have "${pair%%=*}" || printf '%s ' "${pair#*=}"
    done
}

# packages PROGRAM=PACKAGE...: installs what is missing.
packages() {
    missing=$(missing_packages "$@")
    [ -n "$missing" ] || return 0
    have apt-get || fail "these programs are missing, and there is no apt-get to install them: $missing"
    is_root || fail "Debian packages are missing. Run as root: apt-get install $missing"
    # shellcheck disable=SC2086
    step "install $missing" apt_install $missing
}

apt_install() {
    # Somebody else may be installing just now: their lock is waited for.
    apt-get update -qq &&
        DEBIAN_FRONTEND=noninteractive apt-get install --yes -qq --no-install-recommends -o DPkg::Lock::Timeout=300 "$@"
}
