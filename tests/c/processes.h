/* What the process has of the system: threads and file descriptors, on Linux. */
#ifndef PROCESSES_H
#define PROCESSES_H

#include "check.h"

#include <dirent.h>

/* How many entries a folder has; -1 where there is no such folder. */
static inline int entries(const char *folder) {
  DIR *directory = opendir(folder);
  if (directory == NULL) return -1;
  int count = 0;
  while (readdir(directory) != NULL) count++;
  closedir(directory);
  return count;
}

static inline int threads(void) { return entries("/proc/self/task"); }
static inline int descriptors(void) { return entries("/proc/self/fd"); }

/* The system takes a moment to forget a thread that has ended. */
static inline int threads_soon(int expected) {
  double until = now_ms() + 2000;
  while (threads() != expected && now_ms() < until) sleep_ms(5);
  return threads();
}

#endif
