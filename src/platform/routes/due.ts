/** What a person must do before their session is good for anything else. */
export type Due = 'password' | 'second-factor';
