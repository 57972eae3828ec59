// SPDX-License-Identifier: EUPL-1.2
// A business convention made by rule: many companies, many slots, every buyer with wishes. Tests
// use it for screens that must stay usable when the forum is ten times as large.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addUser, by_rounds, parvis, temporaryFolder } from './edition.mjs';

/** A French company number with its check digit (Luhn). */
function siret(number) {
  const digits = String(10_000_000_000_00 + number).slice(0, 13);
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const doubled = index % 2 === 0 ? Number(digit) * 2 : Number(digit);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return digits + ((10 - (sum % 10)) % 10);
}

const pad = (number) => String(number).padStart(2, '0');

/** `slots` meetings of 15 minutes from 09:00, 5 minutes between two; who wishes for whom turns. */
export function makeConvention(
  name,
  { companies = 400, slots = 24, buyers = 450, wishes = 12 } = {},
) {
  const folder = temporaryFolder(name);
  const end = 9 * 60 + slots * 20 - 5;
  const closes = `${pad(Math.floor(end / 60))}:${pad(end % 60)}`;
  const file = (file, lines) => {
    writeFileSync(join(folder, file), `${lines.join('\n')}\n`);
    return join(folder, file);
  };
  const numbers = Array.from({ length: companies }, (_, index) => siret(index + 1));
  const edition = file('edition.json', [
    JSON.stringify({
      name: 'Grande convention',
      date: '2017-11-20',
      timezone: 'Europe/Paris',
      opens: '08:00',
      closes: '19:00',
      venue: 'Lille',
      languages: ['fr', 'en'],
      pitches: 0,
      kept_min: 0,
      kept_max: 500,
      sessions: [],
      meetings: { from: ['09:00'], to: [closes], slot_min: 15, gap_min: 5 },
    }),
  ]);
  const applications = file('candidatures.csv', [
    'Horodatage;Raison sociale;SIRET;Commune;Code postal;Région;Segment;Solution;Mots-clés;Commercialisable;Adaptée à la sphère publique;Civilité;Prénom;Nom;Courriel;Téléphone;Note du comité;Souhaite une démonstration;Contraintes',
    ...numbers.map(
      (number, index) =>
        `03/05/2017 12:15;Entreprise ${pad(index + 1)};${number};Lille;59000;Hauts-de-France;Santé;Solution ${index + 1};mots;oui;oui;Mme;Anne;Nom${index};anne${index}@entreprise.example;03 20 00 00 00;15,0;;`,
    ),
  ]);
  const decisions = file('decisions.csv', [
    'siret,decision',
    ...numbers.map((number) => `${number},stand`),
  ]);
  const code = (index) => `P${String(index + 1).padStart(4, '0')}`;
  const participants = file('participants.csv', [
    'id,prenom,nom,organisme,role,fonction,courriel,langue,accessibilite,accepte_echange_contact,arrivee,depart,jury',
    ...Array.from(
      { length: buyers },
      (_, index) =>
        `${code(index)},Camille,Acheteur${index + 1},Organisme ${pad(index + 1)},acheteur,Directrice,camille${index}@organisme.example,fr,,oui,,,`,
    ),
  ]);
  const wished = file('voeux.csv', [
    'de,vers,priorite',
    ...Array.from({ length: buyers * wishes }, (_, index) => {
      const buyer = Math.floor(index / wishes),
        turn = index % wishes;
      return `${code(buyer)},${numbers[(buyer * 7 + turn * 31) % companies]},${1 + (index % 5)}`;
    }),
  ]);
  const stands = file('stands.csv', [
    'stand,zone,x_m,y_m,electricite,ecran,acces_pmr',
    ...numbers.map(
      (_, index) =>
        `S${index + 1},Hall ${1 + Math.floor(index / 100)},${3 * (index % 20)},${4 * Math.floor(index / 20)},16 A,oui,oui`,
    ),
  ]);
  parvis(folder, ['init', edition]);
  parvis(folder, [
    'import',
    '--applications',
    applications,
    '--decisions',
    decisions,
    '--participants',
    participants,
    '--wishes',
    wished,
    '--stands',
    stands,
  ]);
  parvis(folder, ['plan', '--only', 'meetings', ...by_rounds]);
  return { folder, users: { organiser: addUser(folder, 'organiser-1', 'organiser') } };
}
