import { Injectable } from '@nestjs/common';
import { Followers } from './followers.service.js';

/** What depends on whether somebody is pregnant stands above patients and their history, and says here that it wants to know. */
@Injectable()
export class PregnancyFollowers extends Followers {}
