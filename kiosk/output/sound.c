/* SPDX-License-Identifier: EUPL-1.2 */
/* The kiosk's three sounds. */
#include "sound.h"

#include <SDL.h>
#include <math.h>
#include <stdlib.h>

#include "output.h"
#include "parvis/log.h"

#define EDGE_MS 8 /* a note fades in and out: an edge would click */

struct note {
    int from_ms, length_ms;
    double hertz;
    double volume;   /* of the whole, 0 to 1 */
    double overtone; /* share of the third and fifth partials: the buzz */
};

/* by enum output_sound; a length of 0 ends the sound */
static const struct note sounds[][3] = {
    [SOUND_GREEN] = {{0, 130, 660, 0.4, 0.05}, {140, 220, 990, 0.4, 0.05}, {0}},
    [SOUND_RED] = {{0, 180, 165, 0.45, 0.6}, {240, 180, 165, 0.45, 0.6}, {0}},
    [SOUND_NOTICE] = {{0, 200, 440, 0.16, 0}, {0}, {0}},
};

static double loudness(const struct note *note, double ms)
{
    double until = note->length_ms - ms;
    double edge = ms < until ? ms : until;
    return note->volume * (edge < EDGE_MS ? edge / EDGE_MS : 1);
}

static double wave(const struct note *note, double seconds)
{
    double phase = 2 * M_PI * note->hertz * seconds;
    double partials = sin(3 * phase) / 2 + sin(5 * phase) / 3;
    return (sin(phase) + note->overtone * partials) / (1 + note->overtone * 0.6);
}

size_t sound_render(int sound, int16_t samples[SOUND_SAMPLES_MAX])
{
    size_t count = 0;
    for (const struct note *note = sounds[sound]; note->length_ms > 0; note++) {
        size_t from = (size_t)note->from_ms * SOUND_RATE / 1000;
        size_t length = (size_t)note->length_ms * SOUND_RATE / 1000;
        for (; count < from; count++)
            samples[count] = 0;
        for (size_t i = 0; i < length; i++, count++) {
            double seconds = (double)i / SOUND_RATE;
            samples[count] =
                (int16_t)(INT16_MAX * loudness(note, seconds * 1000) * wave(note, seconds));
        }
    }
    return count;
}

/* ---- playing ---- */

struct sound_player {
    SDL_AudioDeviceID device;
};

struct sound_player *sound_player_new(void)
{
    SDL_AudioSpec wanted = {
        .freq = SOUND_RATE, .format = AUDIO_S16SYS, .channels = 1, .samples = 512};
    struct sound_player *player = calloc(1, sizeof *player);
    if (player && SDL_InitSubSystem(SDL_INIT_AUDIO) == 0)
        player->device = SDL_OpenAudioDevice(NULL, 0, &wanted, NULL, 0);
    if (player && player->device)
        return player;
    log_warning("kiosk", "no sound: %s", SDL_GetError());
    free(player);
    return NULL;
}

void sound_player_free(struct sound_player *player)
{
    if (!player)
        return;
    SDL_CloseAudioDevice(player->device);
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
    free(player);
}

void sound_play(struct sound_player *player, int sound)
{
    int16_t samples[SOUND_SAMPLES_MAX];
    if (!player)
        return;
    size_t count = sound_render(sound, samples);
    SDL_ClearQueuedAudio(player->device);
    SDL_QueueAudio(player->device, samples, (Uint32)(count * sizeof *samples));
    SDL_PauseAudioDevice(player->device, 0);
}
