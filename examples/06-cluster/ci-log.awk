# Writes the log of a CI job: awk -v run=1 -f ci-log.awk, 40,000 lines; with -v fails=1 the job fails.

# The same numbers from every awk.
function below(n) {
  state = (state * 16807) % 2147483647
  return int(state / 2147483647 * n)
}

function pick(words, list) { return list[1 + below(split(words, list, " "))] }

function say(level, text) {
  second += below(3) == 0
  printf "2026-03-%02dT%02d:%02d:%02dZ %-5s %s\n", 13 + run, 9 + int(second / 3600),
    int(second / 60) % 60, second % 60, level, text
}

function name(kind) {
  return pick("cart order stock user price mail search image") "_" pick("add get list sync load sum") kind
}

function line(kind) {
  kind = below(20)
  if (kind < 6) say("INFO", "Compiling src/" name(".c") " (" below(900) " of 900)")
  else if (kind < 11) say("INFO", "test " name("_" below(40)) " ... ok (" below(300) " ms)")
  else if (kind < 14) say("INFO", "Downloaded " name("-" below(9) ".tar.gz") " (" below(900) " kB) in " below(2000) " ms")
  else if (kind < 16) say("DEBUG", "cache " pick("hit miss") " for target //" name(":lib") " key=" sprintf("%08x", below(2147483647)))
  else if (kind < 18) say("WARN", "src/" name(".c") ":" below(400) ":" below(80) ": unused variable 'tmp" below(9) "'")
  else if (kind < 19) say("WARN", "retry " (1 + below(3)) " of 3: registry answered 503 after " below(9000) " ms")
  else say("INFO", "worker-" below(8) " is idle for " below(60) " s")
}

function failure(text) { if (fails) say("ERROR", text) }

BEGIN {
  state = 4711 + run
  say("INFO", "Checked out " sprintf("%08x", below(2147483647)) " in " below(20) " s")
  for (i = 0; i < 39990; i++) {
    line()
    if (i == 31007) failure("test cart_sum_17 ... FAILED (41 ms)")
    if (i == 31007) failure("assertion failed: total(3 items) is 42.49, expected 42.50")
    if (i == 31007) failure("  at round_half_even (src/price_sum.c:88)")
    if (i == 36411) failure("worker-3 was killed: out of memory at 2013 MB")
  }
  if (fails) {
    say("ERROR", "1 test failed, 1 worker lost")
    say("ERROR", "Job finished with exit code 1")
  } else {
    say("INFO", "All tests passed")
    say("INFO", "Job finished with exit code 0")
  }
}
