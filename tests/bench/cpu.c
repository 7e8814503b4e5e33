/* The processor time of a command, for tests/bench/run.sh.
 *   cpu RUNS COMMAND…    the least user and system time of RUNS runs, in microseconds
 *   cpu memory COMMAND…  the largest resident size of one run, in KiB
 * The command's output is thrown away. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static struct rusage run(char **command) {
  struct rusage usage = {0};
  pid_t child = fork();
  if (child == 0) {
    int nothing = open("/dev/null", O_WRONLY);
    dup2(nothing, 1);
    dup2(nothing, 2);
    execvp(command[0], command);
    _exit(127);
  }
  int status;
  wait4(child, &status, 0, &usage);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 127) exit(127);
  return usage;
}

static long microseconds(const struct rusage *usage) {
  return (usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) * 1000000L + usage->ru_utime.tv_usec +
         usage->ru_stime.tv_usec;
}

int main(int count, char **arguments) {
  if (count < 3) return 2;
  if (strcmp(arguments[1], "memory") == 0) {
    struct rusage usage = run(arguments + 2);
    printf("%ld\n", usage.ru_maxrss);
    return 0;
  }
  long best = -1;
  for (int i = atoi(arguments[1]); i > 0; i--) {
    struct rusage usage = run(arguments + 2);
    long time = microseconds(&usage);
    if (best < 0 || time < best) best = time;
  }
  printf("%ld\n", best);
  return 0;
}
