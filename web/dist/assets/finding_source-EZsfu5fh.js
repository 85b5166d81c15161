function r(n,e){const{source:t,source_text:o}=n;return e.text(o)||(typeof t=="string"?t:e.text(t))}export{r as f};
