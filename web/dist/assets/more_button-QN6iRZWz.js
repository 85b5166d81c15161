<<<<<<<< HEAD:web/dist/assets/more_button-Bq08BknN.js
import{a as e,j as o}from"./ground-BNfsiFXi.js";import{ao as i}from"./bound_told-wc6XS5sf.js";function s({query:t}){const{t:n}=e();return t.hasNextPage?o.jsx("div",{children:o.jsx(i,{loading:t.isFetchingNextPage,onClick:()=>void t.fetchNextPage(),children:n("more")})}):null}export{s as M};
========
import{a as e,j as o}from"./ground-BNfsiFXi.js";import{ao as i}from"./bound_told-DFh3tWaR.js";function s({query:t}){const{t:n}=e();return t.hasNextPage?o.jsx("div",{children:o.jsx(i,{loading:t.isFetchingNextPage,onClick:()=>void t.fetchNextPage(),children:n("more")})}):null}export{s as M};
>>>>>>>> 76f3d5ea (web: built, with the words of a zone's own files):web/dist/assets/more_button-QN6iRZWz.js
