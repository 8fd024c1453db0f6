/** Whether a path, such as /v1/referrals/abc, fits a route's, such as /v1/referrals/{id}. */
export function matchPath(template: string, path: string): boolean {
  const [wanted, given] = [template.split('/'), path.split('/')];
  return (
    wanted.length === given.length &&
    wanted.every((part, index) => (part.startsWith('{') ? given[index] !== '' : part === given[index]))
  );
}
