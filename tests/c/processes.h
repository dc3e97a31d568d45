/* What the process has of the system: threads, and file descriptors or what Windows has instead. */
#ifndef PROCESSES_H
#define PROCESSES_H

#include "check.h"

#ifdef _WIN32
#include <windows.h>

#include <tlhelp32.h>

static inline int threads(void) {
  THREADENTRY32 thread = {.dwSize = sizeof thread};
  HANDLE all = CreateToolhelp32Snapshot(TH32CS_SNAPTHREAD, 0);
  int count = 0;
  for (BOOL is_there = Thread32First(all, &thread); is_there; is_there = Thread32Next(all, &thread))
    count += thread.th32OwnerProcessID == GetCurrentProcessId();
  CloseHandle(all);
  return count;
}

static inline int descriptors(void) {
  DWORD count = 0;
  return GetProcessHandleCount(GetCurrentProcess(), &count) ? (int)count : -1;
}
#else
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
#endif

/* The system takes a moment to forget a thread that has ended. */
static inline int threads_soon(int expected) {
  double until = now_ms() + 2000;
  while (threads() != expected && now_ms() < until) sleep_ms(5);
  return threads();
}

#endif
