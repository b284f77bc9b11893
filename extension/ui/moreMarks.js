// The logos that simple-icons does not have, from CoreUI Brands (CC0).

import adobe from '@iconify-icons/cib/adobe.js';
import amazon from '@iconify-icons/cib/amazon.js';
import amazonAws from '@iconify-icons/cib/amazon-aws.js';
import americanExpress from '@iconify-icons/cib/american-express.js';
import atAndT from '@iconify-icons/cib/at-and-t.js';
import canva from '@iconify-icons/cib/canva.js';
import docusign from '@iconify-icons/cib/docusign.js';
import heroku from '@iconify-icons/cib/heroku.js';
import ibm from '@iconify-icons/cib/ibm.js';
import icloud from '@iconify-icons/cib/icloud.js';
import instagram from '@iconify-icons/cib/instagram.js';
import linkedinIn from '@iconify-icons/cib/linkedin-in.js';
import marketo from '@iconify-icons/cib/marketo.js';
import mcafee from '@iconify-icons/cib/mcafee.js';
import microsoft from '@iconify-icons/cib/microsoft.js';
import nintendoSwitch from '@iconify-icons/cib/nintendo-switch.js';
import nokia from '@iconify-icons/cib/nokia.js';
import oracle from '@iconify-icons/cib/oracle.js';
import salesforce from '@iconify-icons/cib/salesforce.js';
import skype from '@iconify-icons/cib/skype.js';
import slack from '@iconify-icons/cib/slack.js';
import symantec from '@iconify-icons/cib/symantec.js';
import tableau from '@iconify-icons/cib/tableau.js';
import twilio from '@iconify-icons/cib/twilio.js';
import verizon from '@iconify-icons/cib/verizon.js';
import visa from '@iconify-icons/cib/visa.js';
import xbox from '@iconify-icons/cib/xbox.js';
import yahoo from '@iconify-icons/cib/yahoo.js';
import yammer from '@iconify-icons/cib/yammer.js';

/** @typedef {{ body: string }} Icon an SVG path in a box of 32 × 32 */

/**
 * Logos by the name of the service.
 * @type {{ title: string, hex: string, icon: Icon }[]}
 */
export const moreMarks = [
  { title: 'Adobe', hex: 'ff0000', icon: adobe },
  { title: 'Amazon', hex: 'ff9900', icon: amazon },
  { title: 'American Express', hex: '2e77bc', icon: americanExpress },
  { title: 'AT&T', hex: '009fdb', icon: atAndT },
  { title: 'AWS', hex: '232f3e', icon: amazonAws },
  { title: 'Canva', hex: '00c4cc', icon: canva },
  { title: 'DocuSign', hex: '4c00ff', icon: docusign },
  { title: 'Heroku', hex: '430098', icon: heroku },
  { title: 'IBM', hex: '052fad', icon: ibm },
  { title: 'iCloud', hex: '3693f3', icon: icloud },
  { title: 'Instagram', hex: 'e4405f', icon: instagram },
  { title: 'LinkedIn', hex: '0a66c2', icon: linkedinIn },
  { title: 'Marketo', hex: '5c4c9f', icon: marketo },
  { title: 'McAfee', hex: 'c01818', icon: mcafee },
  { title: 'Microsoft', hex: '0067b8', icon: microsoft },
  { title: 'Nintendo', hex: 'e60012', icon: nintendoSwitch },
  { title: 'Nokia', hex: '005aff', icon: nokia },
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
