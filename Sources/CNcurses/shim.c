/* For wcwidth. */
#define _GNU_SOURCE
#include "shim.h"
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>

bool authtop_new_terminal(void) { return newterm(NULL, stdout, stdin) != NULL; }

WINDOW *authtop_screen(void) { return stdscr; }

int authtop_colours(void) { return COLORS; }

const char *authtop_capability(const char *name) {
  char copy[16] = {0};
  strncpy(copy, name, sizeof copy - 1);
  const char *value = tigetstr(copy);
  return value == (const char *)-1 ? NULL : value;
}

bool authtop_can_draw(void) {
  int status = 0;
  if (setupterm(NULL, STDOUT_FILENO, &status) != OK) return false;
  return authtop_capability("cup") != NULL && authtop_capability("clear") != NULL;
}

int authtop_width(wchar_t scalar) { return wcwidth(scalar); }

bool authtop_window_size(int *across, int *down) {
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return false;
  if (size.ws_col == 0 || size.ws_row == 0) return false;
  *across = size.ws_col;
  *down = size.ws_row;
  return true;
}

static bool is_locale_chosen(void) {
  const char *names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
  for (size_t i = 0; i < 3; i++) {
    const char *value = getenv(names[i]);
    if (value != NULL && *value != 0) return true;
  }
  return false;
}

bool authtop_use_utf8_locale(void) {
  bool is_known = setlocale(LC_CTYPE, "") != NULL;
  if (is_known && strcmp(nl_langinfo(CODESET), "UTF-8") == 0) return true;
  // Somebody who asked for another charset (LC_ALL=C) gets it; no choice, or one that is not
  // installed here, says nothing about the terminal.
  if (is_known && is_locale_chosen()) return false;
  const char *names[] = {"C.UTF-8", "C.utf8", "en_US.UTF-8"};
  for (size_t i = 0; i < 3; i++)
    if (setlocale(LC_CTYPE, names[i]) != NULL) return true;
  setlocale(LC_CTYPE, "C");
  return false;
}

int authtop_init_pair(int pair, int foreground, int background) {
  return init_extended_pair(pair, foreground, background);
}

long authtop_read(int file, unsigned char *bytes, size_t count) {
  ssize_t done = read(file, bytes, count);
  if (done < 0) return errno == EINTR || errno == EAGAIN ? -1 : 0;
  return done;
}

static int memory = -1;
static volatile sig_atomic_t sender = -1;
/* The terminal, also while standard output is not. */
static volatile sig_atomic_t terminal_out = STDOUT_FILENO;

bool authtop_capture_open(void) {
  char name[128];
  if (ttyname_r(STDOUT_FILENO, name, sizeof name) != 0) return false;
  // A second opening of the terminal can be non-blocking without the shell's becoming so.
  sender = open(name, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  memory = memfd_create("authtop", MFD_CLOEXEC);
  int copy = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
  if (sender < 0 || memory < 0 || copy < 0) {
    if (copy >= 0) close(copy);
    authtop_capture_close();
    return false;
  }
  terminal_out = copy;
  return true;
}

void authtop_capture_begin(void) { dup2(memory, STDOUT_FILENO); }

long authtop_capture_end(void) {
  dup2(terminal_out, STDOUT_FILENO);
  return lseek(memory, 0, SEEK_CUR);
}

bool authtop_capture_take(unsigned char *bytes, size_t count) {
  size_t done = 0;
  while (done < count) {
    ssize_t more = pread(memory, bytes + done, count - done, (off_t)done);
    if (more <= 0) break;
    done += (size_t)more;
  }
  lseek(memory, 0, SEEK_SET);
  return ftruncate(memory, 0) == 0 && done == count;
}

void authtop_capture_close(void) {
  if (memory >= 0) close(memory);
  if (sender >= 0) close(sender);
  memory = sender = -1;
  if (terminal_out != STDOUT_FILENO) close(terminal_out);
  terminal_out = STDOUT_FILENO;
}

long authtop_send(const unsigned char *bytes, size_t count) {
  ssize_t done = write(sender, bytes, count);
  if (done >= 0) return done;
  return errno == EAGAIN || errno == EINTR ? 0 : -1;
}

int authtop_send_file(void) { return sender; }

void authtop_write(const unsigned char *bytes, size_t count) {
  int file = sender >= 0 ? sender : terminal_out;
  while (count > 0) {
    ssize_t done = write(file, bytes, count);
    if (done > 0) {
      bytes += done;
      count -= (size_t)done;
    } else if (done < 0 && errno == EAGAIN) {
      struct pollfd out = {.fd = file, .events = POLLOUT};
      if (poll(&out, 1, 200) <= 0) return;
    } else if (errno != EINTR) {
      return;
    }
  }
}

/* -- signals: from here on, what a handler touches is volatile, lock-free and set up before -- */

static const int told[] = {SIGWINCH, SIGTSTP, SIGCONT, SIGTERM, SIGHUP, SIGINT, SIGQUIT};
static const int fatal[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT};
enum { told_count = sizeof told / sizeof *told, fatal_count = sizeof fatal / sizeof *fatal };

static struct sigaction told_before[told_count], fatal_before[fatal_count], pipe_before;
static volatile sig_atomic_t signal_pipe = -1;
static volatile sig_atomic_t endings = 0;
static int signal_pipe_reader = -1;
static struct termios modes;
static volatile sig_atomic_t modes_saved = 0;
static char restore_bytes[512];
static volatile sig_atomic_t restore_count = 0;
static char fatal_stack[64 * 1024];

static void restore_in_handler(void) {
  authtop_write((const unsigned char *)restore_bytes, (size_t)restore_count);
  authtop_modes_restore();
}

static void die_by(int number) {
  struct sigaction standard;
  memset(&standard, 0, sizeof standard);
  standard.sa_handler = SIG_DFL;
  sigaction(number, &standard, NULL);
  sigset_t just;
  sigemptyset(&just);
  sigaddset(&just, number);
  sigprocmask(SIG_UNBLOCK, &just, NULL);
  raise(number);
}

static void on_told(int number, siginfo_t *info, void *context) {
  (void)context;
  // Our own stop, taken by another thread after authtop_stop was over.
  if (number == SIGTSTP && info->si_pid == getpid()) return;
  int saved = errno;
  bool ends = number == SIGTERM || number == SIGHUP || number == SIGINT || number == SIGQUIT;
  // A window that closes may hang up more than once: by its own hand and by the kernel's.
  if (ends && number != SIGHUP && ++endings > 1) {
    restore_in_handler();
    die_by(number);
  }
  if (signal_pipe >= 0) {
    unsigned char byte = (unsigned char)number;
    (void)!write(signal_pipe, &byte, 1);
  }
  errno = saved;
}

static void on_fatal(int number) {
  restore_in_handler();
  static const char note[] = "authtop: ended by a fatal signal; the terminal was restored\n";
  (void)!write(STDERR_FILENO, note, sizeof note - 1);
  die_by(number);
}

int authtop_signals_open(void) {
  int ends[2];
  if (pipe(ends) != 0) return -1;
  for (int i = 0; i < 2; i++) {
    fcntl(ends[i], F_SETFL, O_NONBLOCK);
    fcntl(ends[i], F_SETFD, FD_CLOEXEC);
  }
  signal_pipe_reader = ends[0];
  signal_pipe = ends[1];
  endings = 0;
  stack_t stack = {.ss_sp = fatal_stack, .ss_size = sizeof fatal_stack};
  sigaltstack(&stack, NULL);
  struct sigaction action;
  memset(&action, 0, sizeof action);
  sigfillset(&action.sa_mask);
  action.sa_flags = SA_RESTART | SA_SIGINFO;
  action.sa_sigaction = on_told;
  for (int i = 0; i < told_count; i++) sigaction(told[i], &action, &told_before[i]);
  action.sa_flags = SA_ONSTACK;
  action.sa_handler = on_fatal;
  for (int i = 0; i < fatal_count; i++) sigaction(fatal[i], &action, &fatal_before[i]);
  action.sa_flags = 0;
  action.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &action, &pipe_before);
  return ends[0];
}

void authtop_signals_close(void) {
  if (signal_pipe < 0) return;
  // The end of input is seen before the hang-up that it belongs to, which may still be on its way:
  // it must not cut short what is left to tidy up.
  signal(SIGHUP, SIG_IGN);
  for (int i = 0; i < told_count; i++)
    if (told[i] != SIGHUP) sigaction(told[i], &told_before[i], NULL);
  for (int i = 0; i < fatal_count; i++) sigaction(fatal[i], &fatal_before[i], NULL);
  sigaction(SIGPIPE, &pipe_before, NULL);
  int writer = signal_pipe;
  signal_pipe = -1;
  close(writer);
  close(signal_pipe_reader);
  signal_pipe_reader = -1;
}

bool authtop_modes_save(void) {
  if (tcgetattr(STDIN_FILENO, &modes) != 0) return false;
  modes_saved = 1;
  return true;
}

void authtop_modes_restore(void) {
  if (modes_saved) tcsetattr(STDIN_FILENO, TCSANOW, &modes);
}

void authtop_hold_output_stop(bool holds) {
  sigset_t just;
  sigemptyset(&just);
  sigaddset(&just, SIGTTOU);
  pthread_sigmask(holds ? SIG_BLOCK : SIG_UNBLOCK, &just, NULL);
}

void authtop_restore_bytes(const char *bytes, size_t count) {
  restore_count = 0;
  if (count > sizeof restore_bytes) count = sizeof restore_bytes;
  memcpy(restore_bytes, bytes, count);
  restore_count = (sig_atomic_t)count;
}

void authtop_stop(void) {
  struct sigaction standard, ours;
  memset(&standard, 0, sizeof standard);
  standard.sa_handler = SIG_DFL;
  sigset_t just, before;
  sigemptyset(&just);
  sigaddset(&just, SIGTSTP);
  pthread_sigmask(SIG_BLOCK, &just, &before);
  sigaction(SIGTSTP, &standard, &ours);
  // The group's signal may go to any thread at any time; this one is taken here and now.
  // Whichever stops the program first, going on discards the other.
  pthread_kill(pthread_self(), SIGTSTP);
  kill(0, SIGTSTP);
  pthread_sigmask(SIG_UNBLOCK, &just, NULL);
  sigaction(SIGTSTP, &ours, NULL);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}
