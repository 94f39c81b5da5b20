import { prefixed, type SecretRule } from './secret-rule.js';

const hex = (length: number) => `[a-f0-9]{${length}}`;

/** Tokens of places where code is kept, built, packed and planned. */
export const CODE_RULES: readonly SecretRule[] = [
  prefixed('github-token', ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'], '[A-Za-z0-9]{36,251}'),
  prefixed('github-token', ['github_pat_'], '[A-Za-z0-9_]{36,255}'),
  prefixed(
    'gitlab-token',
    ['glpat-', 'gldt-', 'glrt-', 'glcbt-', 'glptt-', 'glft-', 'glsoat-', 'glimt-', 'glagent-', 'gloas-'],
    '[A-Za-z0-9_-]{20,300}(?:\\.[A-Za-z0-9_-]{2,20}){0,3}',
  ),
  prefixed('bitbucket-token', ['ATBB'], '[A-Za-z0-9]{32}'),
  prefixed('atlassian-token', ['ATATT3', 'ATCTT3'], '[A-Za-z0-9_=-]{30,300}'),
  prefixed('npm-token', ['npm_'], '[A-Za-z0-9]{36}'),
  prefixed('pypi-token', ['pypi-AgE'], '[A-Za-z0-9_-]{50,1000}'),
  prefixed('rubygems-token', ['rubygems_'], hex(48)),
  prefixed('docker-token', ['dckr_pat_', 'dckr_oat_'], '[A-Za-z0-9_-]{27,64}'),
  prefixed('clojars-token', ['CLOJARS_'], '[a-z0-9]{60}'),
  prefixed('nuget-key', ['oy2'], '[a-z0-9]{43}(?![A-Za-z0-9])'),
  prefixed('artifactory-key', ['AKCp'], '[A-Za-z0-9]{69}'),
  prefixed('artifactory-key', ['cmVmdGtu'], '[A-Za-z0-9]{56}'),
  prefixed('crates-token', ['cio'], '[A-Za-z0-9]{32}(?![A-Za-z0-9])'),
  prefixed('buildkite-token', ['bkua_'], hex(40)),
  prefixed('circleci-token', ['CCIPAT_', 'CCIPRJ_'], '[A-Za-z0-9]{22}_[a-f0-9]{40}'),
  prefixed('sourcegraph-token', ['sgp_'], '(?:[a-f0-9]{16}_|local_)?[a-f0-9]{40}'),
  prefixed('sonar-token', ['sqp_', 'squ_', 'sqa_'], hex(40)),
  prefixed('sentry-token', ['sntrys_eyJ'], '[A-Za-z0-9_=+/-]{60,600}'),
  prefixed('sentry-token', ['sntryu_'], hex(64)),
  prefixed('linear-token', ['lin_api_', 'lin_oauth_'], '[A-Za-z0-9]{32,64}'),
  prefixed('postman-key', ['PMAK-'], '[a-f0-9]{24}-[a-f0-9]{34}'),
  prefixed('figma-token', ['figd_'], '[A-Za-z0-9_-]{38,60}'),
  prefixed('notion-token', ['ntn_'], '[A-Za-z0-9]{40,50}'),
  prefixed('notion-token', ['secret_'], '[A-Za-z0-9]{43}(?![A-Za-z0-9])'),
  prefixed('airtable-token', ['pat'], '[A-Za-z0-9]{14}\\.[a-f0-9]{64}'),
  prefixed('prefect-token', ['pnu_'], '[a-z0-9A-Z]{36}'),
  prefixed('readme-key', ['rdme_'], '[a-z0-9]{70}'),
  prefixed('harness-token', ['pat.'], '[A-Za-z0-9_-]{22}\\.[a-f0-9]{24}\\.[A-Za-z0-9]{20}'),
  prefixed('typeform-token', ['tfp_'], '[A-Za-z0-9_.-]{59}'),
  prefixed('contentful-token', ['CFPAT-'], '[A-Za-z0-9_-]{43}'),
  prefixed('frameio-token', ['fio-u-'], '[A-Za-z0-9_-]{64}'),
];
