# Common to all lists. A retry limit would end consul-template after 12 failures; minutes of backoff are lost calls.
consul {
  retry {
    attempts    = 0
    backoff     = "100ms"
    max_backoff = "1s"
  }
}
log_level   = "warn"
kill_signal = "SIGTERM"
