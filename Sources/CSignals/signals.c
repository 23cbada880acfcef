#include "signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

static volatile sig_atomic_t caught;
static int pipe_ends[2] = {-1, -1};

static void note(int signal) {
  int saved = errno;
  caught = signal;
  ssize_t ignored = write(pipe_ends[1], "", 1);
  (void)ignored;
  errno = saved;
}

int logline_catch_signals(void) {
  static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
  if (pipe(pipe_ends) != 0) return -1;
  for (int i = 0; i < 2; i++) {
    fcntl(pipe_ends[i], F_SETFD, FD_CLOEXEC);
    fcntl(pipe_ends[i], F_SETFL, O_NONBLOCK);
  }
  for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
    struct sigaction action, old;
    if (sigaction(signals[i], NULL, &old) == 0 && old.sa_handler == SIG_IGN) continue;
    action.sa_handler = note;
    action.sa_flags = 0;
    sigemptyset(&action.sa_mask);
    sigaction(signals[i], &action, NULL);
  }
  return pipe_ends[0];
}

int logline_caught_signal(void) { return caught; }

void logline_forget_signal(void) {
  char drained[16];
  caught = 0;
  while (read(pipe_ends[0], drained, sizeof drained) > 0) {
  }
}

void logline_end_by_signal(int signal_number) {
  sigset_t only;
  signal(signal_number, SIG_DFL);
  sigemptyset(&only);
  sigaddset(&only, signal_number);
  sigprocmask(SIG_UNBLOCK, &only, NULL);
  raise(signal_number);
  _exit(128 + signal_number);
}
