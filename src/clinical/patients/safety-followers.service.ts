import { Injectable } from '@nestjs/common';
import { Followers } from './followers.service.js';

/** Orders stand above what is known of a patient, and say here that they want to know of an allergy, a pregnancy or lactation. */
@Injectable()
export class SafetyFollowers extends Followers {}
