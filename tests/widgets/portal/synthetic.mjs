// The same where the platform simulates shadow roots: the components' elements lie in the document.

import '@lwc/synthetic-shadow';

await import('./portal.mjs');
