/* The complex functions of ucrtbase.dll that NumPy imports and that Wine 8 leaves out (calling them ends the program).
   Microsoft's _Fcomplex, _Dcomplex and _Lcomplex are structures of two numbers; their long double is a double. */
#include <complex.h>
#include <windows.h>

struct single { float part[2]; };
struct twice { double part[2]; };

static float complex from_single(struct single z) { return __builtin_complex(z.part[0], z.part[1]); }
static double complex from_twice(struct twice z) { return __builtin_complex(z.part[0], z.part[1]); }
static struct single to_single(float complex z) { struct single s = {{crealf(z), cimagf(z)}}; return s; }
static struct twice to_twice(double complex z) { struct twice t = {{creal(z), cimag(z)}}; return t; }

#define REAL(name) \
    float own_##name##f(struct single z) { return name##f(from_single(z)); } \
    double own_##name(struct twice z) { return name(from_twice(z)); } \
    double own_##name##l(struct twice z) { return name(from_twice(z)); }
#define COMPLEX(name) \
    struct single own_##name##f(struct single z) { return to_single(name##f(from_single(z))); } \
    struct twice own_##name(struct twice z) { return to_twice(name(from_twice(z))); } \
    struct twice own_##name##l(struct twice z) { return to_twice(name(from_twice(z))); }

REAL(cabs) REAL(carg) REAL(cimag) REAL(creal)
COMPLEX(ccos) COMPLEX(ccosh) COMPLEX(cexp) COMPLEX(csin) COMPLEX(csinh) COMPLEX(ctan) COMPLEX(ctanh)

struct single own_cpowf(struct single z, struct single w) { return to_single(cpowf(from_single(z), from_single(w))); }
struct twice own_cpow(struct twice z, struct twice w) { return to_twice(cpow(from_twice(z), from_twice(w))); }
struct twice own_cpowl(struct twice z, struct twice w) { return to_twice(cpow(from_twice(z), from_twice(w))); }

BOOL WINAPI loaded(HINSTANCE self, DWORD reason, void *reserved) { return TRUE; }
