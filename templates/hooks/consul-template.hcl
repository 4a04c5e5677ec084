# Common to all lists. A retry limit would end consul-template after 12 failures; minutes of backoff are lost calls. The
# agent behind an address may be another one by the next request: a connection that is kept would go on with the old one.
consul {
  transport {
    disable_keep_alives = true
  }
  retry {
    attempts    = 0
    backoff     = "100ms"
    max_backoff = "1s"
  }
}
log_level   = "warn"
kill_signal = "SIGTERM"
