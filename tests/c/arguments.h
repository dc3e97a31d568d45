/* A program's arguments in UTF-8, also where the system gives `main` another encoding. */
#ifndef ARGUMENTS_H
#define ARGUMENTS_H

#ifdef _WIN32
#include <stdlib.h>
#include <windows.h>

#include <shellapi.h>

/* They stay until the process ends. */
static inline char **utf8_arguments(char **arguments) {
  int count = 0;
  wchar_t **wide = CommandLineToArgvW(GetCommandLineW(), &count);
  for (int i = 0; i < count; i++) {
    int size = WideCharToMultiByte(CP_UTF8, 0, wide[i], -1, NULL, 0, NULL, NULL);
    arguments[i] = malloc((size_t)size);
    WideCharToMultiByte(CP_UTF8, 0, wide[i], -1, arguments[i], size, NULL, NULL);
  }
  return arguments;
}
#else
static inline char **utf8_arguments(char **arguments) { return arguments; }
#endif

#endif
