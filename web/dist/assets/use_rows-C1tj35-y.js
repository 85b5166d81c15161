<<<<<<<< HEAD:web/dist/assets/use_rows-BwKTqTle.js
import{t as s}from"./ground-BNfsiFXi.js";import{g as u,w as n}from"./index-DMT7p01l.js";function g(a,i,t={}){const r=s({queryKey:[i,t],queryFn:({pageParam:e,signal:o})=>u(n(a,{...t,limit:200,after:e}),{signal:o}),initialPageParam:"",getNextPageParam:e=>e.next});return{...r,rows:r.data?.pages.flatMap(e=>e.rows)??[]}}export{g as u};
========
import{t as s}from"./ground-BNfsiFXi.js";import{g as u,w as n}from"./index-CbWbdS9W.js";function g(a,i,t={}){const r=s({queryKey:[i,t],queryFn:({pageParam:e,signal:o})=>u(n(a,{...t,limit:200,after:e}),{signal:o}),initialPageParam:"",getNextPageParam:e=>e.next});return{...r,rows:r.data?.pages.flatMap(e=>e.rows)??[]}}export{g as u};
>>>>>>>> 76f3d5ea (web: built, with the words of a zone's own files):web/dist/assets/use_rows-C1tj35-y.js
