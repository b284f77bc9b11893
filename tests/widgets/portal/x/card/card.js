import { LightningElement } from 'lwc';

/** As `lightning-card`: everything in it comes through slots. */
export default class Card extends LightningElement {}
