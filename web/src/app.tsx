// Who is nobody yet gets the sign-in page alone; the rest of the console is fetched after it.
import { lazy, Suspense } from "react";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createBrowserRouter, Route, RouterProvider, Routes } from "react-router-dom";
import { ProblemError } from "./api/problem";
import { SessionProvider, useSession } from "./api/session";
import { OwnPassword } from "./signin/own_password";
import { SignIn } from "./signin/sign_in";
import { Waiting } from "./ui/waiting";

const Inside = lazy(() => import("./inside"));
const RecipientPart = lazy(() => import("./recipient/recipient_part"));


const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: true,
      retry: (count, error) => count < 2 && error instanceof ProblemError && (error.problem.status === 0 || error.problem.status === 503),
    },
    mutations: { retry: false },
  },
});

function Door() {
  const { account, is_known } = useSession();
  if (!is_known) return <Waiting />;
  if (!account) return <SignIn />;
  return account.password_is_due ? <OwnPassword /> : <Inside />;
}

function Pages() {
  return (
    <Suspense fallback={<Waiting />}>
      <Routes>
        <Route path="/recipient" element={<RecipientPart />} />
        <Route
          path="*"
          element={
            <SessionProvider>
              <Door />
            </SessionProvider>
          }
        />
      </Routes>
    </Suspense>
  );
}

// A router of this kind alone lets a form ask before it is left.
const router = createBrowserRouter([{ path: "*", element: <Pages /> }], { future: { v7_relativeSplatPath: true } });

export function App() {
  return (
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} future={{ v7_startTransition: true }} />
    </QueryClientProvider>
  );
}
