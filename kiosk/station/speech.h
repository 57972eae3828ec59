/* SPDX-License-Identifier: EUPL-1.2 */
/* Reads screens aloud, by espeak-ng in a process of its own. The text goes by standard input, so
 * that no name stands in the list of processes. */
#ifndef PARVIS_KIOSK_SPEECH_H
#define PARVIS_KIOSK_SPEECH_H

#include "parvis/status.h"
#include "parvis/text.h"

#define SPEECH_CHARS_MAX 2048

struct speech;

enum parvis_status speech_new(struct speech **ret_speech) PARVIS_MUST_CHECK;
/* Silences it. NULL allowed. */
void speech_free(struct speech *speech);
/* Reads a text aloud, in place of what is being read. PARVIS_NOT_FOUND: there is no espeak-ng. */
enum parvis_status speech_say(struct speech *speech, const char *text,
                              enum text_language language) PARVIS_MUST_CHECK;
/* Ends what is being read. NULL allowed. */
void speech_stop(struct speech *speech);

#endif
