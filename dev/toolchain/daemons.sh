# shellcheck shell=sh
# Programs that outlive the command that started them. Sourced after lib.sh; the caller has set `state` to the folder that
# remembers them: NAME.pid and NAME.log.

: "${state:?}"

# When a process was started, in ticks since the machine was.
born() { cut -d ')' -f 2- "/proc/$1/stat" | cut -d ' ' -f 21; }

# runs NAME: whether it is there, and the very process that was started here: numbers are used again. Sets $pid.
runs() {
    [ -s "$state/$1.pid" ] || return 1
    read -r pid birth <"$state/$1.pid"
    [ -r "/proc/$pid/stat" ] && [ "$(born "$pid")" = "$birth" ]
}

# start_daemon NAME PROGRAM [ARGUMENT...]: in a session of its own and without the toolchain's lock.
start_daemon() {
    daemon=$1
    shift
    ! runs "$daemon" || return 0
    setsid "$@" >"$state/$daemon.log" 2>&1 8>&- </dev/null &
    pid=$!
    # Only once setsid has become the program is its name the daemon's.
    wait_until 5 is_program "$pid" "$1" || { daemon_failed "$daemon" "did not start"; return 1; }
    printf '%s %s\n' "$pid" "$(born "$pid")" >"$state/$daemon.pid"
}

# /proc keeps the first 15 characters of a name.
is_program() { [ "$(cat "/proc/$1/comm" 2>/dev/null)" = "$(basename "$2" | cut -c 1-15)" ]; }

daemon_failed() {
    tail -n 20 "$state/$1.log" >&2
    printf 'error: %s %s; its whole log is %s\n' "$1" "$2" "${state#"$root"/}/$1.log" >&2
}

# stop_daemon NAME: tells it to end and waits until it has.
stop_daemon() {
    runs "$1" || { rm -f "$state/$1.pid"; return 0; }
    kill "$pid"
    wait_until 90 ended "$1" || { daemon_failed "$1" "(process $pid) does not stop"; return 1; }
    rm -f "$state/$1.pid"
}

ended() { ! runs "$1"; }
