/* Output files that are whole or not there. */
#include "base/output.h"

#include "base/arena.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The file being written aside, for the signal handler; empty when there is none. */
static char aside[4200];

static void remove_aside(int number) {
  if (*aside) unlink(aside);
  signal(number, SIG_DFL);
  raise(number);
}

static void catch_signals(void) {
  static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGXFSZ, SIGXCPU, SIGQUIT};
  struct sigaction action = {.sa_handler = remove_aside};
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    struct sigaction before;
    if (sigaction(numbers[i], NULL, &before) == 0 && before.sa_handler == SIG_DFL)
      sigaction(numbers[i], &action, NULL);
  }
}

static int write_all(int file, const char *bytes, size_t length) {
  while (length) {
    ssize_t written = write(file, bytes, length);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    bytes += written;
    length -= (size_t)written;
  }
  return 0;
}

static int write_directly(const char *path, const void *bytes, size_t length) {
  int file = open(path, O_WRONLY);
  if (file < 0) return errno;
  int problem = write_all(file, bytes, length);
  if (close(file) != 0 && !problem) problem = errno;
  return problem;
}

static int write_aside(const char *path, const void *bytes, size_t length) {
  int length_of_name = snprintf(aside, sizeof aside, "%s.XXXXXX", path);
  if (length_of_name < 0 || (size_t)length_of_name >= sizeof aside) {
    *aside = '\0';
    return ENAMETOOLONG;
  }
  catch_signals();
  int file = mkstemp(aside); /* mode 0600 */
  if (file < 0) {
    *aside = '\0';
    return errno;
  }
  int problem = write_all(file, bytes, length);
  if (!problem && fsync(file) != 0 && errno != EINVAL) problem = errno;
  if (close(file) != 0 && !problem) problem = errno;
  if (!problem && rename(aside, path) != 0) problem = errno;
  if (problem) unlink(aside);
  *aside = '\0';
  return problem;
}

int output_write(const char *path, const void *bytes, size_t length) {
  struct stat status;
  if (stat(path, &status) == 0 && !S_ISREG(status.st_mode)) {
    if (S_ISDIR(status.st_mode)) return EISDIR;
    return write_directly(path, bytes, length);
  }
  return write_aside(path, bytes, length);
}
