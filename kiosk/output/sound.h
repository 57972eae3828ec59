/* SPDX-License-Identifier: EUPL-1.2 */
/* Makes and plays the kiosk's three sounds. People tell them apart with eyes closed, by more than
 * their pitch: green is two clear notes that rise; red a low buzz, twice; a notice one soft note.
 */
#ifndef PARVIS_KIOSK_SOUND_H
#define PARVIS_KIOSK_SOUND_H

#include <stddef.h>
#include <stdint.h>

#define SOUND_RATE 22050 /* samples a second, mono */
#define SOUND_MS_MAX 450
#define SOUND_SAMPLES_MAX (SOUND_RATE * SOUND_MS_MAX / 1000)

/* Writes a sound (enum output_sound) as signed samples, beginning and ending in silence; returns
 * how many. */
size_t sound_render(int sound, int16_t samples[SOUND_SAMPLES_MAX]);

struct sound_player;

/* Opens the sound card by SDL. NULL: there is none, and the kiosk stays silent; the log says why.
 */
struct sound_player *sound_player_new(void);
void sound_player_free(struct sound_player *player); /* NULL allowed */
/* Plays at once, in place of what is playing. NULL allowed. */
void sound_play(struct sound_player *player, int sound);

#endif
