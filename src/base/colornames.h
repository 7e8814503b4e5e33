#ifndef PLAINPLAN_BASE_COLORNAMES_H
#define PLAINPLAN_BASE_COLORNAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The colour that a CSS name of length bytes stands for, as 0xRRGGBB; compared without regard to
 * ASCII case. False when no colour has that name. */
bool color_named(const char *text, size_t length, uint32_t *rgb);

#endif
