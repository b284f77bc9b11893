// The logos that newer versions of simple-icons no longer have, from version 9 of it (CC0).

import adobe from '@iconify-icons/simple-icons/adobe.js';
import adp from '@iconify-icons/simple-icons/adp.js';
import amazon from '@iconify-icons/simple-icons/amazon.js';
import amazonAws from '@iconify-icons/simple-icons/amazonaws.js';
import americanExpress from '@iconify-icons/simple-icons/americanexpress.js';
import atAndT from '@iconify-icons/simple-icons/atandt.js';
import canva from '@iconify-icons/simple-icons/canva.js';
import docusign from '@iconify-icons/simple-icons/docusign.js';
import heroku from '@iconify-icons/simple-icons/heroku.js';
import ibm from '@iconify-icons/simple-icons/ibm.js';
import icloud from '@iconify-icons/simple-icons/icloud.js';
import instagram from '@iconify-icons/simple-icons/instagram.js';
import linkedin from '@iconify-icons/simple-icons/linkedin.js';
import marketo from '@iconify-icons/simple-icons/marketo.js';
import mcafee from '@iconify-icons/simple-icons/mcafee.js';
import microsoft from '@iconify-icons/simple-icons/microsoft.js';
import microsoftAzure from '@iconify-icons/simple-icons/microsoftazure.js';
import nintendoSwitch from '@iconify-icons/simple-icons/nintendoswitch.js';
import nokia from '@iconify-icons/simple-icons/nokia.js';
import norton from '@iconify-icons/simple-icons/norton.js';
import openai from '@iconify-icons/simple-icons/openai.js';
import oracle from '@iconify-icons/simple-icons/oracle.js';
import salesforce from '@iconify-icons/simple-icons/salesforce.js';
import skype from '@iconify-icons/simple-icons/skype.js';
import slack from '@iconify-icons/simple-icons/slack.js';
import symantec from '@iconify-icons/simple-icons/symantec.js';
import tableau from '@iconify-icons/simple-icons/tableau.js';
import twilio from '@iconify-icons/simple-icons/twilio.js';
import verizon from '@iconify-icons/simple-icons/verizon.js';
import visa from '@iconify-icons/simple-icons/visa.js';
import xbox from '@iconify-icons/simple-icons/xbox.js';
import yahoo from '@iconify-icons/simple-icons/yahoo.js';
import yammer from '@iconify-icons/simple-icons/yammer.js';

/** @typedef {{ body: string }} Icon an SVG path in a box of 24 × 24 */

/**
 * Logos by the name of the service.
 * @type {{ title: string, hex: string, icon: Icon }[]}
 */
export const moreMarks = [
  { title: 'Adobe', hex: 'ff0000', icon: adobe },
  { title: 'ADP', hex: 'd0271d', icon: adp },
  { title: 'Amazon', hex: 'ff9900', icon: amazon },
  { title: 'American Express', hex: '2e77bc', icon: americanExpress },
  { title: 'AT&T', hex: '009fdb', icon: atAndT },
  { title: 'AWS', hex: '232f3e', icon: amazonAws },
  { title: 'Azure', hex: '0078d4', icon: microsoftAzure },
  { title: 'Canva', hex: '00c4cc', icon: canva },
  { title: 'DocuSign', hex: '4c00ff', icon: docusign },
  { title: 'Heroku', hex: '430098', icon: heroku },
  { title: 'IBM', hex: '052fad', icon: ibm },
  { title: 'iCloud', hex: '3693f3', icon: icloud },
  { title: 'Instagram', hex: 'e4405f', icon: instagram },
  { title: 'LinkedIn', hex: '0a66c2', icon: linkedin },
  { title: 'Marketo', hex: '5c4c9f', icon: marketo },
  { title: 'McAfee', hex: 'c01818', icon: mcafee },
  { title: 'Microsoft', hex: '0067b8', icon: microsoft },
  { title: 'Nintendo', hex: 'e60012', icon: nintendoSwitch },
  { title: 'Nokia', hex: '005aff', icon: nokia },
  { title: 'Norton', hex: 'ffe01a', icon: norton },
  { title: 'OpenAI', hex: '412991', icon: openai },
  { title: 'Oracle', hex: 'c74634', icon: oracle },
  { title: 'Salesforce', hex: '0076ce', icon: salesforce },
  { title: 'Skype', hex: '0078ca', icon: skype },
  { title: 'Slack', hex: '4a154b', icon: slack },
  { title: 'Symantec', hex: 'd19000', icon: symantec },
  { title: 'Tableau', hex: 'c7590f', icon: tableau },
  { title: 'Twilio', hex: 'f22f46', icon: twilio },
  { title: 'Verizon', hex: 'cd040b', icon: verizon },
  { title: 'Visa', hex: '1a1f71', icon: visa },
  { title: 'Xbox', hex: '107c10', icon: xbox },
  { title: 'Yahoo', hex: '5f01d1', icon: yahoo },
  { title: 'Yammer', hex: '0072c6', icon: yammer },
];
