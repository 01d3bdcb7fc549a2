#ifndef AUTHTOP_CGMP_SHIM_H
#define AUTHTOP_CGMP_SHIM_H
#include <gmp.h>
#endif
