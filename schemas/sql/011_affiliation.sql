-- SPDX-License-Identifier: EUPL-1.2
-- Where somebody who registered at a door says that they come from. It makes nobody a member of
-- anything: that is person.organisation_id, which the organisers' files and hosts write.
ALTER TABLE person ADD COLUMN affiliation TEXT NOT NULL DEFAULT ''; -- '' : they said nothing, or a host has taken it up
