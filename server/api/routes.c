/* The one table of what the server answers. docs/api.md tells it in words; the documentation's
 * tests walk it. */
#include "api.h"
#include "handlers.h"

#define SMALL 4096            /* one form */
#define BATCH (256 * 1024)    /* 256 scans */
#define PICTURE (1024 * 1024) /* a PNG of 1280 pixels across */

#define GET HTTP_METHOD_GET
#define POST HTTP_METHOD_POST
#define DELETE HTTP_METHOD_DELETE

const struct http_route api_routes[] = {
    {POST, "/api/sessions", api_post_session, API_ANYONE, SMALL, "sign in"},
    {DELETE, "/api/sessions/current", api_delete_session, API_SIGNED_IN, 0, "sign out"},
    {GET, "/api/me", api_get_me, API_ANYONE, 0, "who is signed in"},

    {GET, "/api/agenda", api_get_agenda, API_ANYONE, 0, "all that a screen needs"},
    {GET, "/api/pitches", api_get_pitches, API_ANYONE, 0, "the running order"},
    {GET, "/api/stands", api_get_stands, API_ANYONE, 0, "the stands and who has them"},
    {GET, "/api/stands/:id/meetings", api_get_stand_meetings, API_STAND, 0, "a stand's day"},
    {GET, "/api/demonstrations", api_get_demonstrations, API_ANYONE, 0, "the demonstrations"},
    {GET, "/api/meetings", api_get_meetings, API_MEETINGS, 0, "every meeting"},
    {GET, "/api/meetings/called", api_get_called, API_CALLED, 0, "first names of those called"},
    {GET, "/api/status", api_get_status, API_VIEWER, 0, "the day in figures"},
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

    {GET, "/api/check-ins/exceptions", api_get_exceptions, API_HOST, 0, "scans to look at"},
    {POST, "/api/check-ins/exceptions/:id/resolution", api_post_exception_resolution, API_HOST,
     SMALL, "somebody has looked"},
    {GET, "/api/roster", api_get_roster, API_DOOR, 0, "sealed rows for a kiosk"},

    {POST, "/api/pitches/next", api_post_pitch_next, API_HOST, SMALL, "the host's big button"},
    {POST, "/api/pitches/swap", api_post_pitch_swap, API_HOST, SMALL, "two change places"},
    {POST, "/api/pitches/:id/state", api_post_pitch_state, API_HOST, SMALL, "move a pitch"},
    {POST, "/api/pitches/:id/time", api_post_pitch_time, API_HOST, SMALL, "give or take minutes"},
    {POST, "/api/meetings", api_post_meeting, API_HOST, SMALL, "add a meeting"},
    {POST, "/api/meetings/:id/state", api_post_meeting_state, API_HOST, SMALL, "move a meeting"},
    {POST, "/api/meetings/:id/slot", api_post_meeting_slot, API_HOST, SMALL, "another slot"},
    {POST, "/api/stands/:id/company", api_post_stand_company, API_HOST, SMALL,
     "give or free a stand"},
    {POST, "/api/notices", api_post_notice, API_HOST, SMALL, "a line on every screen"},
    {DELETE, "/api/notices/:id", api_delete_notice, API_HOST, 0, "take it off"},

    {GET, "/api/kiosks", api_get_kiosks, API_HOST, 0, "the kiosks and how they are"},
    {POST, "/api/kiosks", api_post_kiosk, API_ORGANISER, SMALL, "add a kiosk, with its code"},
    {POST, "/api/kiosks/enrolment", api_post_enrolment, API_ANYONE, SMALL,
     "a code becomes a token"},
    {POST, "/api/kiosks/:id/pairing", api_post_pairing, API_ORGANISER, SMALL, "a new code"},
    {POST, "/api/kiosks/:id/settings", api_post_kiosk_settings, API_ORGANISER, SMALL,
     "other things to do"},
    {POST, "/api/kiosks/:id/command", api_post_kiosk_command, API_HOST, SMALL,
     "identify, reload, picture"},
    {GET, "/api/kiosks/:id/picture.png", api_get_kiosk_picture, API_HOST, 0, "what it showed"},
    {POST, "/api/kiosks/:id/revocation", api_post_kiosk_revocation, API_ORGANISER, SMALL,
     "stop a kiosk"},
    {POST, "/api/kiosk/heartbeat", api_post_heartbeat, API_DEVICE, SMALL, "how a kiosk is"},
    {POST, "/api/kiosk/picture", api_post_picture, API_DEVICE, PICTURE, "what it shows"},

    {POST, "/api/mine/phones", api_post_phone, API_ANYONE, SMALL, "a link becomes a session"},
    {DELETE, "/api/mine/phones/current", api_delete_phone, API_ATTENDEE, 0, "end it"},
    {POST, "/api/people/:id/link", api_post_person_link, API_DOOR, SMALL, "a link for one phone"},
    {GET, "/api/mine", api_get_mine, API_ATTENDEE, 0, "one's own day"},
    {GET, "/api/mine/feed", api_get_mine_feed, API_ATTENDEE, 0, "the feed, and word of one's own"},
    {POST, "/api/mine/meetings/:id/word", api_post_mine_word, API_ATTENDEE, SMALL,
     "late, cannot, a colleague, held, not held"},
    {POST, "/api/mine/meetings/:id/outcome", api_post_mine_outcome, API_ATTENDEE, SMALL,
     "was it useful, what follows"},
    {POST, "/api/mine/meetings/:id/contact", api_post_mine_contact, API_ATTENDEE, SMALL,
     "give one's address, or take it back"},
    {GET, "/api/mine/free", api_get_mine_free, API_ATTENDEE, 0, "when two are both free"},
    {POST, "/api/mine/requests", api_post_mine_request, API_ATTENDEE, SMALL, "ask for a meeting"},
    {POST, "/api/mine/requests/:id/answer", api_post_mine_answer, API_ATTENDEE, SMALL,
     "accept, decline, withdraw"},
    {GET, "/api/mine/meetings/:id/contacts.vcf", api_get_mine_contact, API_ATTENDEE, 0,
     "the address that the other side gave"},
    {POST, "/api/mine/leads", api_post_mine_lead, API_ATTENDEE, SMALL, "a visitor's badge"},
    {POST, "/api/mine/leads/:id", api_post_mine_lead_note, API_ATTENDEE, SMALL, "a note"},
    {GET, "/api/mine/leads.csv", api_get_mine_leads, API_ATTENDEE, 0, "the visitors, to take home"},
    {POST, "/api/mine/calendar", api_post_mine_calendar, API_ATTENDEE, SMALL,
     "an address to subscribe to"},
    {GET, "/api/mine/data.json", api_get_mine_data, API_ATTENDEE, 0, "all that is kept of one"},
    {POST, "/api/mine/erasure", api_post_mine_erasure, API_ATTENDEE, SMALL, "erase oneself"},

    {GET, "/api/mine/calendar.ics", api_get_mine_calendar, API_ATTENDEE, 0, "one's own calendar"},
    {GET, "/calendar/:secret", api_get_calendar, API_ANYONE, 0, "the same, by subscription"},
    {GET, "/export/programme.ics", api_get_export, API_ANYONE, 0, "the programme, iCalendar"},
    {GET, "/export/rooms/:room", api_get_room_calendar, API_ANYONE, 0, "one room, iCalendar"},
    {GET, "/export/schedule.xml", api_get_export, API_ANYONE, 0, "the programme, frab's XML"},
    {GET, "/export/schedule.json", api_get_export, API_ANYONE, 0, "the programme, frab's JSON"},
    {GET, "/export/changes.atom", api_get_export, API_ANYONE, 0, "what changed lately"},
    {GET, "/export/programme.csv", api_get_export, API_ANYONE, 0, "the programme, a table"},

    {GET, "/*", api_get_asset, API_ANYONE, 0, "the pages"},
};
const size_t api_route_count = sizeof api_routes / sizeof *api_routes;
