/* SPDX-License-Identifier: EUPL-1.2 */
/* The venue's values of every bound, each with its reason. */
#include "http.h"

struct http_limits http_limits_default(void)
{
    return (struct http_limits){
        /* Browsers send some 600 bytes, a cookie and a token included; room for a proxy's lines. */
        .header_bytes_max = 8192,
        .headers_max = 64,
        /* The longest is a search: a name of 100 letters, every one percent-encoded, and more. */
        .target_bytes_max = 2048,
        /* Ten thousand screens and phones, and as many again that read pages for a moment. Each
         * idle place costs some 2 KiB. */
        .connections_max = 20000,
        /* A venue's Wi-Fi often shows one address for the whole hall, so this cannot be small: it
         * only keeps one machine from taking every place. */
        .connections_per_address_max = 4000,
        .streams_max = 12000,
        /* Pages and kiosks send one request after the other. A client that pipelines hundreds must
         * not hold up the doors: the next ones wait until all others were served. */
        .turn_requests_max = 8,
        /* Without it the kernel buffers megabytes for each client that does not read, and our own
         * limits act late. A venue's link of 100 Mbit/s and 2 ms empties this between two turns. */
        .kernel_bytes_max = 32768,
        /* Three round trips over a bad mobile link, and the slowest kiosk's arithmetic. */
        .handshake_ms_max = 10000,
        /* A batch of 256 scans (100 kB) over a poor mobile link takes some 8 s. */
        .request_ms_max = 20000,
        /* Longer than the pages' own polling, shorter than most address translators' memory. */
        .idle_ms_max = 75000,
        /* For each 16 KiB of an answer: 0.5 KiB/s is slower than any link that people stand. */
        .write_ms_max = 30000,
        /* A snapshot of the whole edition (60 kB) and a burst of changes. */
        .stream_queue_bytes_max = 256 * 1024,
        /* A screen so far behind shows the wrong state: better that it begins again. */
        .stream_queue_ms_max = 20000,
        /* Two heartbeats (15 s): a cable that was pulled is noticed by then. */
        .stream_user_timeout_ms = 30000,
    };
}
