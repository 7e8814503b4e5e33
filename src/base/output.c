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

/* Makes a new file, open, like the one that it is to replace. A group that it cannot have gets no rights to it. */
static int make_alike(int file, const struct stat *model) {
  mode_t mode = model->st_mode & 07777;
  struct stat own;
  if (fstat(file, &own) != 0) return errno;
  if (own.st_uid != model->st_uid && fchown(file, model->st_uid, (gid_t)-1) != 0)
    mode &= ~(mode_t)S_ISUID;
  if (own.st_gid != model->st_gid && fchown(file, (uid_t)-1, model->st_gid) != 0)
    mode &= ~(mode_t)(S_ISGID | S_IRWXG);
  return fchmod(file, mode) == 0 ? 0 : errno;
}

/* model: what the new file has to be like, or NULL: mode 0600. */
static int write_aside(const char *path, const void *bytes, size_t length,
                       const struct stat *model) {
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
  if (!problem && model) problem = make_alike(file, model);
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
  return write_aside(path, bytes, length, NULL);
}

int output_rewrite(const char *path, const void *bytes, size_t length) {
  struct stat status;
  char *target = realpath(path, NULL);
  int problem = 0;
  if (!target || stat(target, &status) != 0 || access(target, W_OK) != 0)
    problem = errno;
  else
    problem = S_ISREG(status.st_mode) ? write_aside(target, bytes, length, &status) : EINVAL;
  free(target);
  return problem;
}
