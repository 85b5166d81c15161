function e(r){return!r?.account&&!r?.name&&(!r?.role||r.role==="machine")}export{e as i};
