// Signals as something a read loop can wait for: the handler notes the signal and writes one byte into a
// pipe, which poll(2) sees also when the signal comes between the check and the wait (the self-pipe trick,
// D. J. Bernstein). The one piece of global state of the commands; a signal handler can have no other.
#pragma once

// Catches SIGINT, SIGTERM and SIGHUP (where they are not ignored already). Returns the descriptor that
// becomes readable when one has come, or -1 when no pipe could be made.
int logline_catch_signals(void);

// The last signal caught, 0 if none.
int logline_caught_signal(void);

// Forgets the signal and empties the pipe, so that the next one can be waited for.
void logline_forget_signal(void);

// Ends the process by the default action of `signal`, so that a shell sees 128 + signal.
void logline_end_by_signal(int signal);
