import { prefixed, type SecretRule } from './secret-rule.js';

const uuid = '[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}';
const hexDigits = [...'0123456789abcdef'];

/** Keys of services that send, sell and store. */
export const SERVICE_RULES: readonly SecretRule[] = [
  prefixed('slack-token', ['xoxb-', 'xoxp-', 'xoxa-', 'xoxr-', 'xoxs-', 'xoxo-'], '[A-Za-z0-9-]{20,250}'),
  prefixed('slack-token', ['xoxe.', 'xoxe-', 'xapp-'], '[A-Za-z0-9.-]{20,250}'),
  {
    kind: 'slack-webhook',
    structured: true,
    anchors: ['hooks.slack.com/'],
    pattern: /hooks\.slack\.com\/(?:services|workflows|triggers)\/[A-Za-z0-9+/]{30,90}/y,
  },
  {
    kind: 'discord-webhook',
    structured: true,
    anchors: ['api/webhooks/'],
    pattern: /api\/webhooks\/[0-9]{17,20}\/(?<secret>[A-Za-z0-9_-]{60,72})/y,
  },
  {
    // The first part is a number in base64, so it begins with one of nine pairs.
    kind: 'discord-token',
    structured: true,
    anchors: ['MT', 'Mj', 'Mz', 'ND', 'NT', 'Nj', 'Nz', 'OD', 'OT'].flatMap((pair) =>
      [...'AEIMQUYcgkosw0123456789abdefhijlmnpqrtuvxyzBCDFGHJKLNOPRSTVWXZ'].map((next) => pair + next),
    ),
    pattern: /(?<![A-Za-z0-9_-])[MNO][A-Za-z0-9]{22,26}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,40}/y,
  },
  {
    kind: 'telegram-token',
    structured: true,
    anchors: [':AA'],
    pattern: /(?<=[0-9]{8}):AA[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])/y,
    before: 8,
  },
  {
    kind: 'teams-webhook',
    structured: true,
    anchors: ['.webhook.office.com/'],
    pattern: /\.webhook\.office\.com\/(?:webhookb2\/)?(?<secret>[A-Za-z0-9@/-]{60,250})/y,
  },
  prefixed(
    'twilio-key',
    hexDigits.map((digit) => `SK${digit}`),
    '[a-f0-9]{31}(?![A-Za-z0-9])',
  ),
  prefixed('sendgrid-key', ['SG.'], '[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}'),
  prefixed('mailgun-key', ['key-'], '[a-f0-9]{32}(?![a-z0-9])'),
  {
    kind: 'mailchimp-key',
    structured: true,
    anchors: ['-us'],
    pattern: /(?<=(?<![A-Za-z0-9])[a-f0-9]{32})-us[0-9]{1,2}(?![A-Za-z0-9])/y,
    before: 32,
  },
  prefixed('brevo-key', ['xkeysib-', 'xsmtpsib-'], '[a-f0-9]{64}-[A-Za-z0-9]{16}'),
  prefixed('resend-key', ['re_'], '[A-Za-z0-9]{8}_[A-Za-z0-9]{24}(?![A-Za-z0-9])'),
  prefixed('stripe-key', ['sk_live_', 'sk_test_', 'rk_live_', 'rk_test_'], '[A-Za-z0-9]{24,247}'),
  prefixed('stripe-webhook-secret', ['whsec_'], '[A-Za-z0-9+/]{32,88}={0,2}'),
  prefixed('square-token', ['sq0atp-', 'sq0csp-'], '[A-Za-z0-9_-]{22,43}'),
  prefixed('square-token', ['EAAA'], '[A-Za-z0-9_-]{60}(?![A-Za-z0-9_-])'),
  prefixed(
    'paypal-token',
    ['access_token$production$', 'access_token$sandbox$'],
    '[a-z0-9]{16}\\$[a-f0-9]{32}',
  ),
  prefixed('shopify-token', ['shpat_', 'shpca_', 'shppa_', 'shpss_'], '[a-fA-F0-9]{32}'),
  prefixed('plaid-token', ['access-sandbox-', 'access-development-', 'access-production-'], uuid),
  prefixed('flutterwave-key', ['FLWSECK-', 'FLWSECK_TEST-'], '[a-f0-9A-F]{12,32}-?X?'),
  prefixed('easypost-key', ['EZAK', 'EZTK'], '[A-Za-z0-9]{54}'),
  prefixed('shippo-token', ['shippo_live_', 'shippo_test_'], '[a-f0-9]{40}'),
  prefixed('duffel-token', ['duffel_live_', 'duffel_test_'], '[A-Za-z0-9_-]{43}'),
  prefixed('hubspot-token', ['pat-na1-', 'pat-na2-', 'pat-eu1-'], uuid),
  {
    ...prefixed('facebook-token', ['EAA'], '[A-Za-z0-9]{90,300}(?![A-Za-z0-9+/=])'),
    accepts: (secret) => /[0-9]/.test(secret) && /[a-z]/.test(secret),
  },
  prefixed('dropbox-token', ['sl.'], '[A-Za-z0-9_-]{130,300}'),
  prefixed('mapbox-token', ['sk.eyJ'], '[A-Za-z0-9_-]{50,200}\\.[A-Za-z0-9_-]{20,60}'),
  prefixed('adobe-secret', ['p8e-', 'p8e_'], '[A-Za-z0-9_-]{32}'),
];
