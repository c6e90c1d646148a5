/* python.exe: hands the command line to Py_Main in the Python DLL beside it, as CPython's own PC/python.c does. */
#include <wchar.h>
#include <windows.h>

typedef int (*main_function)(int, wchar_t **);

int wmain(int count, wchar_t **arguments)
{
    HMODULE python = LoadLibraryW(LIBRARY);
    main_function start = python ? (main_function)(void *)GetProcAddress(python, "Py_Main") : NULL;
    return start ? start(count, arguments) : 127;
}
