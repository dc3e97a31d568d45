/* A library that is loaded at run time, by the means of the system. */
#ifndef LOADING_H
#define LOADING_H

#include <stdbool.h>
#include <stddef.h>

#ifdef _WIN32
#include <stdio.h>
#include <windows.h>

static inline void *open_library(const char *path) { return LoadLibraryA(path); }
static inline bool close_library(void *library) { return FreeLibrary(library); }
static inline bool is_loaded(const char *path) { return GetModuleHandleA(path) != NULL; }
static inline const char *loading_error(void) {
  static char text[32];
  snprintf(text, sizeof text, "error %lu", GetLastError());
  return text;
}
typedef FARPROC loaded_function;
static inline loaded_function find_function(void *library, const char *name) {
  return GetProcAddress(library, name);
}
#else
#include <dlfcn.h>

static inline void *open_library(const char *path) { return dlopen(path, RTLD_NOW | RTLD_LOCAL); }
static inline bool close_library(void *library) { return dlclose(library) == 0; }
static inline bool is_loaded(const char *path) {
  void *library = dlopen(path, RTLD_NOW | RTLD_NOLOAD);
  if (library != NULL) dlclose(library);
  return library != NULL;
}
static inline const char *loading_error(void) { return dlerror(); }
typedef void *loaded_function;
static inline loaded_function find_function(void *library, const char *name) {
  return dlsym(library, name);
}
#endif

#endif
