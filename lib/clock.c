/* SPDX-License-Identifier: EUPL-1.2 */
/* The event's clock and the venue's zone. */
#include "parvis/clock.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static _Atomic int64_t event_offset_ms;
/* Real time minus time since boot. */
static _Atomic int64_t anchor_ms;
static atomic_bool anchored;

static int64_t read_clock_us(clockid_t which)
{
    struct timespec now;
    clock_gettime(which, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int64_t clock_monotonic_us(void)
{
    return read_clock_us(CLOCK_MONOTONIC);
}

int64_t clock_monotonic_ms(void)
{
    return clock_monotonic_us() / 1000;
}

int64_t clock_boot_ms(void)
{
    return read_clock_us(CLOCK_BOOTTIME) / 1000;
}

void clock_boot_id(char out[CLOCK_BOOT_ID_CHARS + 1])
{
    const char *told = getenv("PARVIS_BOOT_ID");
    FILE *file = told ? NULL : fopen("/proc/sys/kernel/random/boot_id", "re");
    out[0] = '\0';
    if (told)
        snprintf(out, CLOCK_BOOT_ID_CHARS + 1, "%s", told);
    if (file && fgets(out, CLOCK_BOOT_ID_CHARS + 1, file))
        out[strcspn(out, "\n")] = '\0';
    if (file)
        fclose(file);
}

int64_t clock_wall_ms(void)
{
    return read_clock_us(CLOCK_REALTIME) / 1000;
}

int64_t clock_real_ms(void)
{
    return atomic_load(&anchored) ? clock_boot_ms() + atomic_load(&anchor_ms) : clock_wall_ms();
}

void clock_anchor(int64_t real_ms, int64_t boot_ms)
{
    atomic_store(&anchor_ms, real_ms - boot_ms);
    atomic_store(&anchored, true);
}

int64_t clock_wall_ahead_ms(void)
{
    return clock_wall_ms() - clock_real_ms();
}

int64_t clock_event_ms(void)
{
    return clock_real_ms() + atomic_load(&event_offset_ms);
}

void clock_set_offset(int64_t offset_ms)
{
    atomic_store(&event_offset_ms, offset_ms);
}

int64_t clock_offset(void)
{
    return atomic_load(&event_offset_ms);
}

enum parvis_status clock_set_zone(const char *name)
{
    char path[256];
    /* A name with dots or a leading slash could reach any file. */
    if (name[0] == '\0' || name[0] == '/' || strstr(name, "..") || strlen(name) > 64)
        return PARVIS_INVALID;
    snprintf(path, sizeof path, "/usr/share/zoneinfo/%s", name);
    /* tzset takes a name that it does not know for UTC, and says nothing. */
    if (access(path, R_OK) != 0)
        return PARVIS_INVALID;
    if (setenv("TZ", name, 1) != 0)
        return PARVIS_NO_MEMORY;
    tzset();
    return PARVIS_OK;
}

/* Reads exactly `count` digits. */
static bool read_digits(const char **text, int count, int *ret_value)
{
    int value = 0;
    for (int i = 0; i < count; i++) {
        if ((*text)[i] < '0' || (*text)[i] > '9')
            return false;
        value = value * 10 + ((*text)[i] - '0');
    }
    *text += count;
    *ret_value = value;
    return true;
}

static bool read_date(const char *text, struct tm *day)
{
    int year, month, date;
    if (!read_digits(&text, 4, &year) || *text++ != '-' || !read_digits(&text, 2, &month) ||
        *text++ != '-' || !read_digits(&text, 2, &date) || *text != '\0')
        return false;
    /* Whether the month has that day is what mktime is asked in clock_parse_local. */
    if (year < 1970 || month < 1 || month > 12 || date < 1 || date > 31)
        return false;
    *day = (struct tm){.tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = date};
    return true;
}

/* "9:30", "09:30:15", "9h30", "9h". */
static bool read_time(const char *text, struct tm *day)
{
    int hour, minute = 0, second = 0;
    int digits = text[0] >= '0' && text[0] <= '9' && text[1] >= '0' && text[1] <= '9' ? 2 : 1;
    if (!read_digits(&text, digits, &hour))
        return false;
    char mark = *text;
    if (mark != ':' && mark != 'h' && mark != 'H')
        return false;
    text++;
    if (mark == ':' || *text != '\0') {
        if (!read_digits(&text, 2, &minute))
            return false;
        if (*text == ':' && mark == ':') {
            text++;
            if (!read_digits(&text, 2, &second))
                return false;
        }
    }
    if (*text != '\0' || hour > 23 || minute > 59 || second > 59)
        return false;
    day->tm_hour = hour;
    day->tm_min = minute;
    day->tm_sec = second;
    return true;
}

enum parvis_status clock_parse_local(const char *date, const char *time, int64_t *ret_ms)
{
    struct tm asked, made;
    if (!read_date(date, &asked) || !read_time(time, &asked))
        return PARVIS_INVALID;
    /* The zone decides whether it is summer time. mktime changes what it is given. */
    asked.tm_isdst = -1;
    made = asked;
    time_t seconds = mktime(&made);
    /* mktime moves what does not exist (31 February, spring's lost hour): that is no such time. */
    if (seconds == (time_t)-1 || made.tm_mday != asked.tm_mday || made.tm_mon != asked.tm_mon ||
        made.tm_hour != asked.tm_hour || made.tm_min != asked.tm_min)
        return PARVIS_INVALID;
    *ret_ms = (int64_t)seconds * 1000;
    return PARVIS_OK;
}

enum parvis_status clock_parse_instant(const char *text, int64_t *ret_ms)
{
    char date[11], time[12];
    if (strcmp(text, "now") == 0) {
        *ret_ms = clock_event_ms();
        return PARVIS_OK;
    }
    size_t length = strlen(text);
    /* The shortest has ten signs of the date, a T or a blank, and "9h". */
    if (length < 13 || length > 10 + sizeof time || (text[10] != 'T' && text[10] != ' '))
        return PARVIS_INVALID;
    memcpy(date, text, 10);
    date[10] = '\0';
    snprintf(time, sizeof time, "%s", text + 11);
    return clock_parse_local(date, time, ret_ms);
}

void clock_format_hhmm(int64_t ms, char out[6])
{
    struct tm local;
    /* A division in C goes towards zero: an instant before 1970 would be a second late. */
    time_t seconds = (time_t)(ms / 1000 - (ms % 1000 < 0));
    localtime_r(&seconds, &local);
    /* The remainders change nothing: they tell the compiler that two digits do. */
    snprintf(out, 6, "%02u:%02u", (unsigned)local.tm_hour % 24, (unsigned)local.tm_min % 60);
}

void clock_format_local(int64_t ms, char out[20])
{
    struct tm local;
    time_t seconds = (time_t)(ms / 1000 - (ms % 1000 < 0));
    localtime_r(&seconds, &local);
    strftime(out, 20, "%Y-%m-%d %H:%M:%S", &local);
}

void clock_format_utc(int64_t ms, char out[25])
{
    struct tm utc;
    time_t seconds = (time_t)(ms / 1000 - (ms % 1000 < 0));
    gmtime_r(&seconds, &utc);
    size_t used = strftime(out, 25, "%Y-%m-%dT%H:%M:%S", &utc);
    snprintf(out + used, 25 - used, ".%03uZ", (unsigned)(((ms % 1000) + 1000) % 1000));
}
