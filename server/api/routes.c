/* The one table of what the server answers. docs/api.md tells it in words; the documentation's
 * tests walk it. */
#include "api.h"
#include "handlers.h"

#define SMALL 4096         /* one form */
#define BATCH (256 * 1024) /* 256 scans */

#define GET HTTP_METHOD_GET
#define POST HTTP_METHOD_POST
#define DELETE HTTP_METHOD_DELETE

const struct http_route api_routes[] = {
    {POST, "/api/sessions", api_post_session, API_ANYONE, SMALL, "sign in"},
    {DELETE, "/api/sessions/current", api_delete_session, API_SIGNED_IN, 0, "sign out"},
    {GET, "/api/sessions", api_get_sessions, API_VIEWER, 0, "who is signed in where"},
    {DELETE, "/api/sessions/:id", api_delete_session_of, API_VIEWER, 0, "end a session"},
    {GET, "/api/me", api_get_me, API_ANYONE, 0, "who is signed in"},

    {GET, "/api/agenda", api_get_agenda, API_ANYONE, 0, "all that a screen needs"},
    {GET, "/api/pitches", api_get_pitches, API_ANYONE, 0, "the running order"},
    {GET, "/api/stands", api_get_stands, API_ANYONE, 0, "the stands and who has them"},
    {GET, "/api/stands/:id/meetings", api_get_stand_meetings, API_SIGNED_IN, 0, "a stand's day"},
    {GET, "/api/demonstrations", api_get_demonstrations, API_ANYONE, 0, "the demonstrations"},
    {GET, "/api/meetings", api_get_meetings, API_SIGNED_IN, 0, "every meeting"},
    {GET, "/api/meetings/called", api_get_called, API_SIGNED_IN, 0, "first names of those called"},
    {GET, "/api/status", api_get_status, API_VIEWER, 0, "the day in figures"},
    {GET, "/api/arrivals", api_get_arrivals, API_VIEWER, 0, "how the house filled up"},
    {GET, "/api/feed", api_get_feed, API_ANYONE, 0, "every change, as it comes"},
    {GET, "/healthz", api_get_health, API_ANYONE, 0, "is the server well"},
    {GET, "/metrics", api_get_metrics, API_ANYONE, 0, "figures for Prometheus"},

    {GET, "/api/people", api_get_people, API_DOOR, 0, "search people"},
    {POST, "/api/people", api_post_person, API_DOOR, SMALL, "register a walk-in"},
    {GET, "/api/people/:id", api_get_person, API_DOOR, 0, "one person"},
    {GET, "/api/people/:id/agenda", api_get_person_agenda, API_DOOR, 0, "one person's day"},
    {GET, "/api/people/:id/badge.svg", api_get_person_badge, API_DOOR, 0, "the badge's code"},
    {POST, "/api/people/:id/badges", api_post_person_badge, API_DOOR, SMALL, "a new badge"},
    {POST, "/api/badges/:id/revocation", api_post_badge_revocation, API_HOST, SMALL,
     "withdraw a badge"},

    {POST, "/api/check-ins", api_post_check_ins, API_DOOR, BATCH, "a scan, or a batch"},
    {POST, "/api/check-ins/:scan_id/annulment", api_post_annulment, API_DOOR, SMALL,
     "take a scan back"},

    {POST, "/api/pitches/next", api_post_pitch_next, API_HOST, SMALL, "the host's big button"},
    {POST, "/api/pitches/swap", api_post_pitch_swap, API_HOST, SMALL, "two change places"},
    {POST, "/api/pitches/:id/state", api_post_pitch_state, API_HOST, SMALL, "move a pitch"},
    {POST, "/api/pitches/:id/time", api_post_pitch_time, API_HOST, SMALL, "give or take minutes"},
    {POST, "/api/pitches/:id/pause", api_post_pitch_pause, API_HOST, SMALL,
     "its time stands still"},
    {POST, "/api/meetings", api_post_meeting, API_HOST, SMALL, "add a meeting"},
    {POST, "/api/meetings/:id/state", api_post_meeting_state, API_HOST, SMALL, "move a meeting"},
    {POST, "/api/meetings/:id/slot", api_post_meeting_slot, API_HOST, SMALL, "another slot"},
    {POST, "/api/meetings/:id/lock", api_post_meeting_lock, API_HOST, SMALL, "keep its slot"},
    {GET, "/api/meetings/:id/options", api_get_meeting_options, API_HOST, 0,
     "where it could go, and why not elsewhere"},
    {GET, "/api/meetings/candidates", api_get_candidates, API_HOST, 0, "who could meet in a slot"},
    {POST, "/api/plans", api_post_plan, API_ORGANISER, SMALL, "plan the meetings again"},
    {GET, "/api/plans/current", api_get_plan, API_HOST, 0, "the plan that is made or looked at"},
    {POST, "/api/plans/:id/acceptance", api_post_plan_acceptance, API_ORGANISER, SMALL,
     "put it in force"},
    {DELETE, "/api/plans/:id", api_delete_plan, API_ORGANISER, 0, "let it go"},
    {GET, "/api/audit", api_get_audit, API_HOST, 0, "who changed what"},
    {POST, "/api/audit/:id/undo", api_post_undo, API_HOST, SMALL, "take it back"},
    {GET, "/api/buyers", api_get_buyers, API_HOST, 0, "who buys, by name"},
    {POST, "/api/stands/:id/company", api_post_stand_company, API_HOST, SMALL,
     "give or free a stand"},
    {POST, "/api/stands/swap", api_post_stand_swap, API_HOST, SMALL, "two change places"},
    {GET, "/api/stands/:id/fits", api_get_stand_fits, API_HOST, 0,
     "whom it would not suit, and why"},
    {POST, "/api/notices", api_post_notice, API_HOST, SMALL, "a line on every screen"},
    {DELETE, "/api/notices/:id", api_delete_notice, API_HOST, 0, "take it off"},

    {GET, "/*", api_get_asset, API_ANYONE, 0, "the pages"},
};
const size_t api_route_count = sizeof api_routes / sizeof *api_routes;
