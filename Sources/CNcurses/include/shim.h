#ifndef AUTHTOP_CNCURSES_SHIM_H
#define AUTHTOP_CNCURSES_SHIM_H
#ifndef _XOPEN_SOURCE_EXTENDED
#define _XOPEN_SOURCE_EXTENDED 1
#endif
#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif
#include <curses.h>
#include <stdbool.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>
#include <wchar.h>

/* `stdin`, `stdout`, `stdscr` and `COLORS` are mutable globals, which Swift refuses. */
bool authtop_new_terminal(void);
WINDOW *authtop_screen(void);
int authtop_colours(void);

/* `term.h` defines its capabilities as macros, and `tigetstr` answers with the pointer -1.
   True when the terminal that TERM names can move its cursor and clear its screen. */
bool authtop_can_draw(void);

/* `tigetstr` answers with the pointer -1 too; NULL here when the terminal lacks the capability. */
const char *authtop_capability(const char *name);

/* The attributes are macros with casts, which Swift does not see. */
static const attr_t authtop_bold = A_BOLD;
static const attr_t authtop_dim = A_DIM;
static const attr_t authtop_italic = A_ITALIC;
static const attr_t authtop_reverse = A_REVERSE;
static const attr_t authtop_underline = A_UNDERLINE;

/* `wcwidth` is hidden from Swift by libc's feature macros. -1 for what libc does not know. */
int authtop_width(wchar_t scalar);

/* `errno` is a macro, which Swift does not see. How many bytes were read: 0 when the other side has
   gone, -1 when there is nothing now. */
long authtop_read(int file, unsigned char *bytes, size_t count);
/* Curses writes to standard output by itself and waits there for a slow terminal. Between `begin` and
   `end` its bytes go to memory instead; `end` says how many, `take` copies them. False from `open`
   when the system offers no such memory or no second way to the terminal. */
bool authtop_capture_open(void);
void authtop_capture_begin(void);
long authtop_capture_end(void);
bool authtop_capture_take(unsigned char *bytes, size_t count);
void authtop_capture_close(void);

/* Writes to the terminal what it takes at once: how many bytes, 0 when it takes none, -1 when gone. */
long authtop_send(const unsigned char *bytes, size_t count);
/* The descriptor that `authtop_send` writes to. */
int authtop_send_file(void);

/* Writes all to standard output, waiting where it must; gives up when the other side has gone. */
void authtop_write(const unsigned char *bytes, size_t count);

/* `ioctl` is variadic. True, and both sizes set, when the terminal knows its size. */
bool authtop_window_size(int *across, int *down);

/* `setlocale` answers with a pointer into libc's own memory. True when the locale is a UTF-8 one;
   tries the environment's, then C.UTF-8 unless the environment chose another charset. */
bool authtop_use_utf8_locale(void);

/* `init_extended_pair` is left out by headers that were built without extended colours. */
int authtop_init_pair(int pair, int foreground, int background);

/* A signal handler may touch only what C can promise to be there: a pipe's end, saved modes, bytes.
   Starts sending the numbers of signals down a pipe; answers with the end to read, or -1.
   A second signal that ends the program ends it at once, after `restore`; a second SIGHUP does not,
   and after `close` a SIGHUP that is still on its way is ignored. */
int authtop_signals_open(void);
void authtop_signals_close(void);

/* Remembers the terminal's modes, to be set again at the end or in a fatal signal's handler. */
bool authtop_modes_save(void);
void authtop_modes_restore(void);

/* While this thread holds it off, setting the terminal's modes from the background does not stop the program. */
void authtop_hold_output_stop(bool holds);

/* The bytes that a fatal signal's handler writes to leave the screen; at most 512 are kept. */
void authtop_restore_bytes(const char *bytes, size_t count);

/* Stops the program as a terminal's stop key would; returns when it goes on. */
void authtop_stop(void);

#endif
