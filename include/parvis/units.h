/* SPDX-License-Identifier: EUPL-1.2 */
/* Units of time in milliseconds. Durations and instants are int64_t milliseconds everywhere (see
 * parvis/clock.h); settings that people make are in minutes. A product with one of these is 64 bits
 * wide. */
#ifndef PARVIS_UNITS_H
#define PARVIS_UNITS_H

#include <stdint.h>

#define SECOND_MS INT64_C(1000)
#define MINUTE_MS (60 * SECOND_MS)
#define HOUR_MS (60 * MINUTE_MS)

#endif
