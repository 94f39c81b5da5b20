import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import { router } from './routes/router';
import { listenForKeys } from './ui/listen-for-keys';
import { Toaster } from './ui/toaster';
import { TooltipScope } from './ui/tooltip';
import './ui/styles.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

listenForKeys(window);
createRoot(root).render(
  <StrictMode>
    <TooltipScope>
      <RouterProvider router={router} />
      <Toaster />
    </TooltipScope>
  </StrictMode>,
);
