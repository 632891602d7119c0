var xe,Ba,Mf,Pn,rr,ql,Ja,Ul,Ya,ir,ar,Cf,rl=Symbol.for("pv"),Vl={},Gl=[],Ef=/^m(i|n|o|s|text|space)$/,cr=Array.isArray,ur=Gl.slice,Yn=Object.assign;function Jn(e){e&&e.parentNode&&e.remove()}function Qa(e,t,n){var o,l,s,r={},i=arguments.length;for(s in t)s=="key"?o=t[s]:s=="ref"&&typeof e!="function"?l=t[s]:r[s]=t[s];return i>2&&(r.children=i>3?ur.call(arguments,2):n),sl(e,r,o,l,null)}function sl(e,t,n,o,l){var s={type:e,props:t,key:n,ref:o,__k:null,__:null,__b:0,__e:null,__c:null,constructor:rl,__v:l||++Ba,__i:-1,__u:0};return!l&&xe.vnode&&xe.vnode(s),s}function al(e){return e.children}function zl(e,t){this.props=e,this.context=t,this.__g=0}function An(e,t){if(t==null)return e.__&&An(e.__,e.__i+1);for(var n;t<e.__k.length;t++)if((n=e.__k[t])&&n.__e)return n.__e;return typeof e.type!="function"||e.props.__P?null:An(e)}function Pf(e){var t,n=e.__v,o=n.__e,l=[],s=[],r=e.__P;r&&((t=Yn({constructor:rl},n)).__v=n.__v+1,xe.vnode&&xe.vnode(t),fr(r,t,n,e.__n,r.namespaceURI,32&n.__u?[o]:null,l,o||An(n),32&n.__u,s),t.__v=n.__v,t.__.__k[t.__i]=t,ni(l,t,s),n.__=n.__e=null,t.__e!=o&&Ka(t))}function Ka(e){if((e=e.__)&&e.__c&&!e.props.__P)return e.__e=null,e.__k.some(function(t){return t&&(e.__e=t.__e)}),Ka(e)}function Va(e){(8&e.__g||(e.__g|=8,Pn.push(e),ql++))&&rr==xe.debounceRendering||((rr=xe.debounceRendering)||queueMicrotask)(Za)}function Za(){try{for(var e,t=1;Pn.length;)Pn.length>t&&Pn.sort(Ja),e=Pn.shift(),t=Pn.length,8&e.__g&&Pf(e)}finally{(ql=Pn.length)&&(rr||queueMicrotask)(Za)}}function Xa(e,t,n,o,l,s,r,i,c,p,d){var g,b,$,w,C,T,M=o.__k||Gl,v=t.length;for(c=Af(n,t,M,c,v),g=0;g<v;g++)($=n.__k[g])!=null&&(b=~$.__i&&M[$.__i]||Vl,$.__i=g,T=fr(e,$,b,l,s,r,i,c,p,d),w=$.__e,(b.ref!=$.ref||8&b.__u)&&(b.ref&&mr(b.ref,null,$,b),$.ref&&d.push($.ref,$.__c||w,$)),C=C||w,4&$.__u?(c=ei($,c,e,!b.__v),b.__e&&(b.__e=null)):typeof $.type=="function"&&T!==void 0?c=T:w&&(c=w.nextSibling),$.__u&=-21);return n.__e=C,c}function Af(e,t,n,o,l){var s,r,i,c,p,d,g,b,$,w=n.length,C=w,T=0,M=0,v=e.__k=Array(l);for(s=0;s<l;s++)(r=t[s])!=null&&typeof r!="boolean"&&typeof r!="function"?(typeof r!="object"||r.constructor===String?r=v[s]=sl(null,r):cr(r)?r=v[s]=sl(al,{children:r}):r.constructor===rl&&r.__b?r=v[s]=sl(r.type,r.props,r.key,r.ref,r.__v):v[s]=r,c=s+T,r.__=e,r.__b=e.__b+1,i=null,~(p=r.__i=Nf(r,n,c,C))&&(C--,(i=n[p])&&(i.__u|=2)),i&&i.__v?(r.__u|=16,p==c-1?T--:p==c+1?T++:p!=c&&(p>c?T--:T++,M=1)):(~p||(l>w?T--:l<w&&T++),typeof r.type!="function"&&(r.__u|=4))):v[s]=null;if(M){for(d=[],g=[],s=0;s<l;s++)if((r=v[s])&&16&r.__u){for(T=0,b=d.length;T<b;)d[$=T+b>>1]<r.__i?T=$+1:b=$;d[T]=r.__i,g[s]=T+1}for(T=d.length;s--;)g[s]&&(g[s]==T?T--:v[s].__u|=4)}if(C)for(s=0;s<w;s++)!(i=n[s])||2&i.__u||(i.__e==o&&(o=An(i)),pr(i,i));return o}function ei(e,t,n,o){var l,s,r,i;if(typeof e.type=="function"){if(e.props.__P)return t;if(l=e.__k)for(s=0;s<l.length;s++)l[s]&&(l[s].__=e,t=ei(l[s],t,n,!1));return t}for(t&&!t.parentNode&&(t=An(e))&&!t.parentNode&&(t=null),r=e.__e,i=t;i&&i.nodeType==8;)i=i.nextSibling;for(r!=i&&(!o&&n.moveBefore&&r.parentNode?n.moveBefore(r,t):n.insertBefore(r,t||null)),t=r;(t=t&&t.nextSibling)&&t.nodeType==8&&!t.data.startsWith("$s"););return t}function Nf(e,t,n,o){var l,s=e.key,r=e.type,i=t[n],c=i&&!(2&i.__u);if(i===null&&s==null||c&&s==i.key&&r==i.type)return n;if(o>(c?1:0)){for(l=n-1;l>=0;l--)if((i=t[l])&&!(2&i.__u)&&s==i.key&&r==i.type)return l;for(l=n+1;l<t.length;l++)if((i=t[l])&&!(2&i.__u)&&s==i.key&&r==i.type)return l}return-1}function Ga(e,t,n){n==null&&(n=""),t[0]=="-"?e.setProperty(t,n):e[t]=n}function Hl(e,t,n,o,l){var s,r;if(t=="style")if(typeof n=="string")e.style.cssText=n;else{if(typeof o=="string"&&(e.style.cssText=o=""),o)for(t in o)n&&t in n||Ga(e.style,t);if(n)for(t in n)o&&n[t]==o[t]||Ga(e.style,t,n[t])}else if(t[0]=="o"&&t[1]=="n")typeof n!="function"&&(n=null),typeof o!="function"&&(o=null),(e.__e||(e.__e={}))[t]=n,n&&o||(r=ar[t]||(ar[t]=Of(t)),(e.__a||(e.__a={}))[t]=ir,s=t!=(t=t.replace(Ya,"$1")),(t=t.slice(2))[0]<"a"&&(t=t.toLowerCase()),n?e.addEventListener(t,r,s):e.removeEventListener(t,r,s));else{if(l=="http://www.w3.org/2000/svg")t=t.replace(/xlink(H|:h)/,"h").replace(/sName$/,"s");else if(t!="width"&&t!="height"&&t!="href"&&t!="list"&&t!="form"&&t!="tabIndex"&&t!="download"&&t!="rowSpan"&&t!="colSpan"&&t!="role"&&t!="popover"&&t in e)try{return void(e[t]=n??"")}catch{}if(typeof n=="function")return;n==null||n===!1&&t[4]!="-"?e.removeAttribute(t):e.setAttribute(t,t=="popover"&&n==1?"":n)}}function Of(e){return function(t){var n=this.__e;if(n){if(n=n[e],t[Ul]==null)t[Ul]=ir++;else if(t[Ul]<this.__a[e])return;return n(xe.event?xe.event(t):t)}}}function fr(e,t,n,o,l,s,r,i,c,p){var d,g,b,$,w,C,T,M,v,A,k,ee,F,X,N,Y,G,P,Q=t.type;if(t.constructor!==rl)return null;128&n.__u&&(c=32&n.__u,d=n.__c.__z)&&(t.__u|=c,g=s=[],d.nodeType==8?i=Wl(d,s):s.push(d),i=s[0]||i),(d=xe.__b)&&d(t);e:if(typeof Q=="function"){b=r.length;try{if(M=t.props,v=(d=Q.prototype)&&d.render,A=(d=Q.contextType)&&o[d.__c],k=d?A?A.props.value:d.__:o,($=n.__c)?(t.__c=$,2&$.__g&&($.__g|=1)):(v?t.__c=$=new Q(M,k):(t.__c=$=new zl(M,k),$.constructor=Q,$.render=Lf),A&&A.sub($),$.state||($.state={}),$.__n=o,$.__g|=8,$.__h=[],$.__k=[]),v&&($.__s||($.__s=$.state),Q.getDerivedStateFromProps&&($.__s==$.state&&($.__s=Yn({},$.__s)),Yn($.__s,Q.getDerivedStateFromProps(M,$.__s)))),w=$.props,C=$.state,$.__v=t,n.__c){if(M!==w&&v&&!Q.getDerivedStateFromProps&&$.componentWillReceiveProps&&$.componentWillReceiveProps(M,k),t.__v==n.__v&&!(8&$.__g)||!(4&$.__g)&&$.shouldComponentUpdate&&$.shouldComponentUpdate(M,$.__s,k)===!1){t.__v!=n.__v&&($.props=M,$.state=$.__s,$.__g&=-9),t.__e=n.__e,t.__k=n.__k,t.__k.some(function(L){L&&(L.__=t)}),Gl.push.apply($.__h,$.__k),$.__k=[],$.__h.length&&r.push($),i=An(n);break e}$.componentWillUpdate&&$.componentWillUpdate(M,$.__s,k),v&&$.componentDidUpdate&&$.__h.push(function(){$.componentDidUpdate(w,C,T)})}else v&&!Q.getDerivedStateFromProps&&$.componentWillMount&&$.componentWillMount(),v&&$.componentDidMount&&$.__h.push($.componentDidMount);$.context=k,$.props=M,$.__P=e,$.__g&=-5,ee=xe.__r,F=v?25:0;do $.__g&=-9,ee&&ee(t),d=$.render($.props,$.state=$.__s,$.context);while(8&$.__g&&++F<25);v&&(Gl.push.apply($.__h,$.__k),$.__k=[]),$.state=$.__s,$.getChildContext&&(o=Yn({},o,$.getChildContext())),v&&n.__c&&$.getSnapshotBeforeUpdate&&(T=$.getSnapshotBeforeUpdate(w,C)),X=d&&d.type===al&&d.key==null?d.props.children:d,M.__P&&(d=i,l=(e=M.__P).namespaceURI,c=s=null,n.props&&n.props.__P!=e&&(n.__k.some(function(L){L&&pr(L,L)}),n.__k=null),i=n.__k?An(n,0):null),i=Xa(e,cr(X)?X:[X],t,n,o,l,s,r,i,c,p),M.__P&&(t.__e=null,i=d),t.__u&=-161,g&&g.some(Jn),$.__h.length&&r.push($),1&$.__g&&($.__g&=-4)}catch(L){if(r.length=b,t.__v=null,c||s)if(L&&L.then){if(t.__u|=128|c,s){for(~(G=s.indexOf(i||void 0))||(G=s.length);(P=s[G-1])&&P.nodeType==8;)G--;for(;G<s.length;G++)if(P=s[G])if(s[G]=null,N){if(P==Y)break}else{if(P.nodeType!=8)break;P.data.startsWith("$s")&&(Y=Wl(N=P))}}if(!N){for(;i&&i.nodeType==8&&i.nextSibling;)i=i.nextSibling;N=i}(d=Wl(N=t.__c.__z||(t.__c.__z=N)))?(t.__e=N,i=d):t.__e=i,i=i&&i.nextSibling}else s&&s.some(Jn);else t.__e=n.__e;t.__k||(t.__k=n.__k||[]),L&&L.then||ti(t),xe.__e(L,t,n)}}else i=t.__e=Df(n.__e,t,n,o,l,s,r,c,p,e);return(d=xe.diffed)&&d(t),i}function Wl(e,t){if(e&&e.nodeType==8&&e.data.startsWith("$s"))for(var n=1;e=e.nextSibling;){if(e.nodeType==8){if(e.data.startsWith("$s"))n++;else if(e.data.startsWith("/$s")&&!--n)return e}t&&t.push(e)}}function ti(e){e&&(e.__c&&(e.__c.__g|=4),e.__k&&e.__k.some(ti))}function ni(e,t,n){for(var o=0;o<n.length;)mr(n[o++],n[o++],n[o++]);xe.__c&&xe.__c(t,e),e.some(function(l){try{e=l.__h,l.__h=[],e.some(function(s){s.call(l)})}catch(s){xe.__e(s,l.__v)}})}function Df(e,t,n,o,l,s,r,i,c,p){var d,g,b,$,w,C,T,M,v=n.props||Vl,A=t.props,k=t.type;if(k=="svg"?l="http://www.w3.org/2000/svg":k=="math"?l="http://www.w3.org/1998/Math/MathML":l||(l="http://www.w3.org/1999/xhtml"),s){for(d=0;d<s.length;d++)if((w=s[d])&&(k?w.localName==k:w.nodeType==3)){e=w,s[d]=null;break}}if(!e){if(M=p.ownerDocument||document,!k)return M.createTextNode(A);e=M.createElementNS(l,k,A.is?A:p),i&&(xe.__m&&xe.__m(t,s),i=!1),s=null}if(k){if(p=k=="template"&&e.content||e,s=k=="textarea"&&A.defaultValue!=null?null:s&&ur.call(p.childNodes),!i&&s)for(v={},d=0;d<e.attributes.length;d++)v[(w=e.attributes[d]).name]=w.value;for(d in v)w=v[d],d=="dangerouslySetInnerHTML"?b=w:d=="children"||d in A||d=="value"&&"defaultValue"in A||d=="checked"&&"defaultChecked"in A||Hl(e,d,null,w,l);for(d in A)w=A[d],d=="children"?$=w:d=="dangerouslySetInnerHTML"?g=w:d=="value"?C=w:d=="checked"?T=w:i&&typeof w!="function"||v[d]===w||Hl(e,d,w,v[d],l);g?(i||b&&(g.__html==b.__html||g.__html==e.innerHTML)||(e.innerHTML=g.__html),t.__k=[]):(b&&(e.textContent=""),(k=="foreignObject"||l=="http://www.w3.org/1998/Math/MathML"&&Ef.test(k))&&(l="http://www.w3.org/1999/xhtml"),Xa(p,cr($)?$:[$],t,n,o,l,s,r,s?s[0]:n.__k&&An(n,0),i,c),s&&s.some(Jn)),i&&k!="textarea"||(d="value",k=="progress"&&C==null?e.removeAttribute(d):C==null||C===e[d]&&(k!="progress"||C)||Hl(e,d,C,v[d],l),d="checked",T!=null&&T!=e[d]&&Hl(e,d,T,v[d],l))}else v===A||i&&e.data==A||(e.data=A);return e}function mr(e,t,n,o){try{typeof e=="function"?t?t.__x=e(t)||1:o&&(o=o.__c||o.__e)&&(t=o.__x)&&(o.__x=null,typeof t=="function"?t():e(null)):e.current=t}catch(l){xe.__e(l,n)}}function pr(e,t,n){var o,l,s,r;if(xe.unmount&&xe.unmount(e),!(o=e.ref)||o.current&&o.current!=e.__e||mr(o,null,t,e),o=e.__c){if(o.componentWillUnmount)try{o.componentWillUnmount()}catch(i){xe.__e(i,t)}o.__P=o.__n=null}if(o=e.__k)for(r=0;r<o.length;r++)o[r]&&pr(o[r],t,typeof e.type!="function"||n&&!e.props.__P);!n&&(o=e.__c)&&(o=o.__z)&&(l=Wl(o,s=[]))&&(o==e.__e&&s.some(Jn),Jn(l),Jn(o)),n||Jn(e.__e),e.__e=e.__c=e.__=null}function Lf(e,t,n){return this.constructor(e,n)}function dr(e,t){var n,o,l,s;xe.__&&xe.__(e,t),t.nodeType==9&&(t=t.documentElement),o=(n=e&&32&e.__u)?null:t.__k,t.__k=sl(al,{children:[e]}),l=[],s=[],fr(t,t.__k,o||Vl,Vl,t.namespaceURI,o?null:t.firstChild?ur.call(t.childNodes):null,l,o?o.__e:t.firstChild,n,s),ni(l,t.__k,s),t.__k.props.children=null}xe={__e:function(e,t,n,o){for(var l,s,r;t=t.__;)if((l=t.__c)&&!(1&l.__g)){l.__g|=4;try{if((r=(s=l.constructor)&&s.getDerivedStateFromError)&&l.setState(s.getDerivedStateFromError(e)),l.componentDidCatch&&(l.componentDidCatch(e,o||{}),r=1),r&&8&l.__g)return void(l.__g|=2)}catch(i){e=i}}throw ql=0,e}},Ba=0,Mf=function(e){return e!=null&&e.constructor===rl},zl.prototype.setState=function(e,t){var n=this.__s;n&&n!=this.state||(n=this.__s=Yn({},this.state)),typeof e=="function"&&(e=e(Yn({},n),this.props)),e&&(Yn(n,e),this.__v&&(t&&this.__k.push(t),Va(this)))},zl.prototype.forceUpdate=function(e){this.__v&&(this.__g|=4,e&&this.__h.push(e),Va(this))},zl.prototype.render=al,Pn=[],ql=0,Ja=function(e,t){return e.__v.__b-t.__v.__b},Ul=Symbol(),Ya=/(PointerCapture)$|Capture$/i,ir=0,ar={},Cf=0;var cl,Qe,hr,oi,$r=Object.is,Bl=0,mi=[],gr=[],Ve=xe,li=Ve.__b,si=Ve.__r,ri=Ve.diffed,ai=Ve.__c,ii=Ve.unmount,ci=Ve.__;function br(e,t){Ve.__h&&Ve.__h(Qe,e,Bl||t),Bl=0;var n=Qe.__H||(Qe.__H={__:[],__h:[]});return e>=n.__.length&&n.__.push({}),n.__[e]}function D(e){return Bl=1,Rf(di,e)}function Rf(e,t,n){var o=br(cl++,2);if(o.t=e,!o.__c&&(o.__=[n?n(t):di(void 0,t),function(s){var r=(o.__N||o.__)[0],i=o.t(r,s);$r(r,i)||(o.__N=[i,o.__[1]],o.__c.setState({}))}],o.__c=Qe,!Qe.__f)){Qe.__f=!0;var l=Qe.shouldComponentUpdate;Qe.shouldComponentUpdate=function(s,r,i){var c=this.__H;if(!c)return!0;var p=!1,d=this.props!=s;if(c.__.some(function(b){b.__N&&(p=!0,$r(b.__[0],b.__N[0])||(d=!0))}),l){var g=l.call(this,s,r,i);return p?g||d:g}return!p||d}}return o.__}function ce(e,t){var n=br(cl++,3);!Ve.__s&&pi(n.__H,t)&&(n.__P=!0,n.__=e,n.u=t,Qe.__H.__h.push(n))}function Ue(e){return Bl=5,xo(function(){return{current:e}},[])}function xo(e,t){var n=br(cl++,7);return pi(n.__H,t)&&(n.__=e(),n.__H=t),n.__}function Ff(){var e;do{for(;e=gr.shift();)try{il(e)}catch(n){Ve.__e(n,{__:(e=e.__P)&&e.__v})}for(;e=mi.shift();){var t=e.__H;if(e.__P&&t)try{t.__h.some(il),t.__h.some(_r),t.__h=[]}catch(n){t.__h=[],Ve.__e(n,e.__v)}}}while(gr.length)}Ve.__b=function(e){Qe=null,li&&li(e)},Ve.__=function(e,t){e&&t.__k&&t.__k.__m&&(e.__m=t.__k.__m),ci&&ci(e,t)},Ve.__r=function(e){si&&si(e),cl=0;var t=(Qe=e.__c).__H;t&&(hr==Qe?Qe.__h=[]:(t.__h.some(il),t.__h.some(_r),cl=0),t.__h=[],t.__.some(function(n){n.__N&&(n.__=n.__N),n.u=n.__N=void 0})),hr=Qe},Ve.diffed=function(e){ri&&ri(e);var t=e.__c;t&&t.__H&&(t.__H.__h.length&&fi(mi.push(t)),t.__H.__.some(function(n){n.u&&(n.__H=n.u)})),hr=Qe=null},Ve.__c=function(e,t){t.some(function(n){try{n.__h.some(il),n.__h=n.__h.filter(function(o){return!o.__||_r(o)})}catch(o){n.__h=[function(){throw o}]}}),ai&&ai(e,t)},Ve.unmount=function(e){ii&&ii(e);var t,n,o=e.__c;o&&o.__H&&(o.__H.__.some(function(l){try{if(l.__P&&l.__c){if(n===void 0){for(n=e.__;n&&(!n.__c||!n.__c.__P);)n=n.__;n=n&&n.__c}l.__P=n,fi(gr.push(l))}else il(l)}catch(s){t=s}}),o.__H=void 0,t&&Ve.__e(t,o.__v))};var ui=typeof requestAnimationFrame=="function";function jf(e){var t,n=function(){clearTimeout(o),ui&&cancelAnimationFrame(t),setTimeout(e)},o=setTimeout(n,35);ui&&(t=requestAnimationFrame(n))}function fi(e){e!=1&&oi==Ve.requestAnimationFrame||((oi=Ve.requestAnimationFrame)||jf)(Ff)}function il(e){var t=Qe,n=e.__c;typeof n=="function"&&(e.__c=void 0,n()),Qe=t}function _r(e){var t=Qe;e.__c=e.__(),Qe=t}function pi(e,t){return!e||e.length!=t.length||t.some(function(n,o){return!$r(n,e[o])})}function di(e,t){return typeof t=="function"?t(e):t}var $i=function(e,t,n,o){var l;t[0]=0;for(var s=1;s<t.length;s++){var r=t[s++],i=t[s]?(t[0]|=r?1:2,n[t[s++]]):t[++s];r===3?o[0]=i:r===4?o[1]=Object.assign(o[1]||{},i):r===5?(o[1]=o[1]||{})[t[++s]]=i:r===6?o[1][t[++s]]+=i+"":r?(l=e.apply(i,$i(e,i,n,["",null])),o.push(l),i[0]?t[0]|=2:(t[s-2]=0,t[s]=l)):o.push(i)}return o},hi=new Map;function gi(e){var t=hi.get(this);return t||(t=new Map,hi.set(this,t)),(t=$i(this,t.get(e)||(t.set(e,t=(function(n){for(var o,l,s=1,r="",i="",c=[0],p=function(b){s===1&&(b||(r=r.replace(/^\s*\n\s*|\s*\n\s*$/g,"")))?c.push(0,b,r):s===3&&(b||r)?(c.push(3,b,r),s=2):s===2&&r==="..."&&b?c.push(4,b,0):s===2&&r&&!b?c.push(5,0,!0,r):s>=5&&((r||!b&&s===5)&&(c.push(s,0,r,l),s=6),b&&(c.push(s,b,0,l),s=6)),r=""},d=0;d<n.length;d++){d&&(s===1&&p(),p(d));for(var g=0;g<n[d].length;g++)o=n[d][g],s===1?o==="<"?(p(),c=[c],s=3):r+=o:s===4?r==="--"&&o===">"?(s=1,r=""):r=o+r[0]:i?o===i?i="":r+=o:o==='"'||o==="'"?i=o:o===">"?(p(),s=1):s&&(o==="="?(s=5,l=r,r=""):o==="/"&&(s<5||n[d][g+1]===">")?(p(),s===3&&(c=c[0]),s=c,(c=c[0]).push(2,0,s),s=0):o===" "||o==="	"||o===`
`||o==="\r"?(p(),s=2):r+=o),s===3&&r==="!--"&&(s=4,c=c[0])}return p(),c})(e)),t),arguments,[])).length>1?t:t[0]}var u=gi.bind(Qa);function zt(e){let t=new Set;return{get:()=>e,set(n){if(n!==e){e=n;for(let o of[...t])o(e)}},watch(n){return t.add(n),()=>t.delete(n)}}}function Pe(e){let[t,n]=D(e.get());return ce(()=>(n(e.get()),e.watch(n)),[e]),t}var Jl=({size:e=28})=>u`
  <svg class="mark" width=${e} height=${e} viewBox="0 0 32 32" aria-hidden="true">
    <mask id="mark-paths">
      <rect width="32" height="32" rx="8" fill="#fff" />
      <path d="M3 34 16 3l13 31M9.4 21.5h13.2" fill="none" stroke="#000" stroke-width="3.4" />
    </mask>
    <g mask="url(#mark-paths)">
      <path class="plot-a" d="M0 0h16v3L3 34H0z" />
      <path class="plot-b" d="M32 0H16v3l13 31h3z" />
      <path class="plot-c" d="M16 3 8.5 21.5h15z" />
      <path class="plot-d" d="M9.4 21.5h13.2L28 34H4z" />
    </g>
  </svg>`,If={overview:"M3 3h6v8H3zM11 3h6v4h-6zM11 9h6v8h-6zM3 13h6v4H3z",jobs:"M3 5h2M8 5h9M3 10h2M8 10h9M3 15h2M8 15h9",models:"M10 2.5 17 6v8l-7 3.5L3 14V6zM3 6l7 3.5L17 6M10 9.5v8",datasets:"M3.5 5c0-3 13-3 13 0v10c0 3-13 3-13 0zM3.5 5c0 3 13 3 13 0M3.5 10c0 3 13 3 13 0",tenants:"M10 4v4M10 8H5v4M10 8h5v4M8 2.5h4v3H8zM3 12h4v4H3zM13 12h4v4h-4z",plus:"M10 4v12M4 10h12",running:"M6.5 4.2v11.6L16 10z",queued:"M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M10 6.5V10l2.5 2",paused:"M7 4.5v11M13 4.5v11",succeeded:"M4 10.5 8.2 15 16 5.5",failed:"M5 5l10 10M15 5 5 15",cancelled:"M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M5.2 5.2l9.6 9.6",copy:"M7 7h9v10H7zM13 7V3H4v10h3",down:"M10 3v10M5.5 9 10 13.5 14.5 9M4 17h12",light:`M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M10 2v2M10 16v2M2 10h2M16 10h2M4.3 4.3l1.4 1.4
    M14.3 14.3l1.4 1.4M4.3 15.7l1.4-1.4M14.3 5.7l1.4-1.4`,dark:"M16 12.5A7 7 0 0 1 7.5 4a7 7 0 1 0 8.5 8.5z",auto:"M3 4h14v9H3zM7 17h6M10 13v4",out:"M12 4H4v12h8M9 10h8M14 7l3 3-3 3",up:"M10 16V5M5.5 9.5 10 5l4.5 4.5",below:"M10 4v11M5.5 10.5 10 15l4.5-4.5",warn:"M10 3 18 17H2zM10 8.5v4M10 14.6v.2"},rt=({name:e,size:t=18})=>u`
  <svg class="icon" width=${t} height=${t} viewBox="0 0 20 20" aria-hidden="true">
    <path d=${If[e]} />
  </svg>`;var ul="allot.token";function Hf(){try{return sessionStorage.getItem(ul)||localStorage.getItem(ul)||""}catch{return""}}var Nn=zt(Hf()),To=zt({ok:!0}),Yl=zt(""),ze=zt(null);function ml(e,t){try{sessionStorage.removeItem(ul),localStorage.removeItem(ul),e&&(t?localStorage:sessionStorage).setItem(ul,e)}catch{}e||ze.set(null),Nn.set(e)}var Kt=class extends Error{constructor(t,n){super(n.detail||n.title||`The daemon answered ${t}.`),this.status=t,this.code=n.code||"",this.errors=n.errors||[],this.requestId=n.request_id||""}fault(t){return this.errors.find(n=>n.pointer===t)}};function Mo({detail:e,allowed:t}){return t&&!/allowed/i.test(e)?`${e}; allowed: ${t}`:e}var Qn=e=>e.trim()!==""&&Number.isFinite(Number(e))?Number(e):e,fl=class extends Error{};function yr(e){To.get().ok&&To.set({ok:!1,since:Date.now(),reason:e})}function Uf(){To.get().ok||To.set({ok:!0})}async function $n(e,t,{body:n,type:o,headers:l={},signal:s,as:r=Nn.get()}={}){let i={Accept:"application/json",...l};r&&(i.Authorization=`Bearer ${r}`),n!==void 0&&(i["Content-Type"]=o||"application/json");let c;try{c=await fetch(t,{method:e,headers:i,signal:s,cache:"no-store",body:n===void 0||o?n:JSON.stringify(n)})}catch(d){throw d.name==="AbortError"?d:(yr("the daemon does not answer"),new fl("The daemon does not answer."))}if(Uf(),c.ok)return c;let p={};try{p=await c.json()}catch{}throw c.status===401&&r&&r===Nn.get()&&(Yl.set("The token is no longer good: it has expired or was deleted."),ml("",!1)),new Kt(c.status,p)}async function Ge(e,t,n){let o=await $n(e,t,n);return o.status===204?null:o.json()}var Co=(e,t)=>Ge("GET",e,t);function gn(e){let t=new URLSearchParams;for(let[o,l]of Object.entries(e))l!==""&&l!=null&&t.set(o,l);let n=t.toString();return n?`?${n}`:""}var _i=e=>`'${e.replaceAll("'","'\\''")}'`;function te(e,t,n){let o=["curl"];e!=="GET"&&!(e==="POST"&&n)&&o.push("-X",e),o.push('-H "Authorization: Bearer $ALLOT_TOKEN"'),n&&o.push("--json",_i(typeof n=="string"?n:JSON.stringify(n)));let l=location.origin+t;return o.push(/[?&']/.test(l)?_i(l):l),o.join(" ")}async function bi(e,t){let n=await $n("GET",e,{headers:{Accept:"*/*"}}),o=URL.createObjectURL(await n.blob()),l=document.createElement("a");l.href=o,l.download=t,l.click(),setTimeout(()=>URL.revokeObjectURL(o),1e4)}var vr=zt({text:"",n:0});function Fe(e,t="good"){vr.set({text:e,kind:t,n:vr.get().n+1})}function wr(){let e=Pe(vr),[t,n]=D(!1);return ce(()=>{if(!e.n)return;n(!0);let o=setTimeout(()=>n(!1),6e3);return()=>clearTimeout(o)},[e.n]),u`<div class="toast ${t?"shown":""} ${e.kind||""}" role="status" aria-live="polite">${t?e.text:""}</div>`}function se({error:e,retry:t}){if(!e)return null;let n=e instanceof Kt?e.errors:[];return u`
    <div class="note bad" role="alert">
      <${rt} name="warn" />
      <div>
        <p>${e.message}</p>
        ${n.length>0&&u`<ul>${n.map(o=>u`
          <li><code>${o.pointer||"/"}</code> ${Mo(o)}</li>`)}</ul>`}
        ${e.requestId&&u`<p class="quiet">Request <code>${e.requestId}</code></p>`}
        ${t&&u`<button class="small" onClick=${t}>Try again</button>`}
      </div>
    </div>`}async function yi(e){try{await navigator.clipboard.writeText(e)}catch{let t=document.createElement("textarea");t.value=e,document.body.append(t),t.select(),document.execCommand("copy"),t.remove()}}function ae({command:e,label:t="Copy as curl"}){return u`
    <button class="quiet-button" title=${e} onClick=${async()=>{await yi(e),Fe("The curl command is on the clipboard.")}}><${rt} name="copy" size="16" />${t}</button>`}function _n({text:e}){let t=Ue();return u`
    <div class="command">
      <pre ref=${t} tabindex="0" aria-label="Command">${e}</pre>
      <button class="icon-button" aria-label="Copy the command" onClick=${async()=>{await yi(e),Fe("The command is on the clipboard.")}}><${rt} name="copy" size="16" /></button>
    </div>`}var ut=({title:e,children:t,command:n})=>u`
  <div class="empty">
    <h3>${e}</h3>
    ${t&&u`<p>${t}</p>`}
    ${n&&u`<${_n} text=${n} />`}
  </div>`,We=({what:e})=>u`<p class="waiting" role="status">Loading ${e}…</p>`;var wi="allot.theme",Sr=["auto","light","dark"],vi={auto:"Theme: as the system",light:"Theme: light",dark:"Theme: dark"};function zf(){try{return localStorage.getItem(wi)||"auto"}catch{return"auto"}}var Ql=zt(zf()),Eo=zt(0);function Si(e){e==="auto"?delete document.documentElement.dataset.theme:document.documentElement.dataset.theme=e,Eo.set(Eo.get()+1)}Si(Ql.get());Ql.watch(Si);matchMedia("(prefers-color-scheme: dark)").addEventListener("change",()=>Eo.set(Eo.get()+1));function Kl(){let e=Pe(Ql),t=()=>{let n=Sr[(Sr.indexOf(e)+1)%Sr.length];try{localStorage.setItem(wi,n)}catch{}Ql.set(n)};return u`<button class="icon-button" aria-label=${vi[e]} title=${vi[e]} onClick=${t}>
    <${rt} name=${e} /></button>`}function Zl(e){let t=document.createElement("span");t.style.color=`var(${e})`,document.body.append(t);let{color:n}=getComputedStyle(t);return t.remove(),n}function St(e=1e3){let[t,n]=D(Date.now());return ce(()=>{let o=setInterval(()=>!document.hidden&&n(Date.now()),e);return()=>clearInterval(o)},[e]),t}function kr(e){let[t,n=""]=e.replace(/^#\/?/,"").split("?");return{parts:t.split("/").filter(Boolean).map(decodeURIComponent),params:Object.fromEntries(new URLSearchParams(n))}}function K(e,t={}){let n=new URLSearchParams;for(let[l,s]of Object.entries(t))s!==""&&s!=null&&n.set(l,s);let o=n.toString();return`#/${e.map(encodeURIComponent).join("/")}${o?`?${o}`:""}`}function On(...e){location.hash=K(...e)}function Pt(e){let t=kr(location.hash);history.replaceState(null,"",K(t.parts,{...t.params,...e})),window.dispatchEvent(new Event("hashchange"))}function ki(){let[e,t]=D(()=>kr(location.hash));return ce(()=>{let n=()=>t(kr(location.hash));return window.addEventListener("hashchange",n),()=>window.removeEventListener("hashchange",n)},[]),e}function xi(e){let t="";return n=>{t+=n;let o=t.split(/\r?\n\r?\n/);t=o.pop();for(let l of o){let s={id:"",event:"message",data:""};for(let r of l.split(/\r?\n/)){let[,i,c]=/^(\w+): ?(.*)$/.exec(r)||[];i==="data"?s.data+=(s.data?`
`:"")+c:i&&(s[i]=c)}(s.data||s.id)&&e(s)}}}var es=zt("off"),xr=new Set,Po=null,Tr="",Xl=500;function Wf(e){return xr.add(e),()=>xr.delete(e)}function qf(e){e.id&&(Tr=e.id);let t;try{t=JSON.parse(e.data)}catch{return}let n={type:e.event,...t};for(let o of[...xr])o(n)}async function Vf(e){for(;!e.signal.aborted;){try{let t={Accept:"text/event-stream"};Tr&&(t["Last-Event-ID"]=Tr);let n=await $n("GET","/v1/events",{headers:t,signal:e.signal});es.set("live"),Xl=500;let o=xi(qf),l=n.body.pipeThrough(new TextDecoderStream).getReader();for(;;){let{value:s,done:r}=await l.read();if(r)break;o(s)}}catch(t){if(e.signal.aborted)return;if(!(t instanceof fl)&&t.status&&t.status<500){es.set("off");return}yr("the event stream ended")}if(e.signal.aborted)return;es.set("down"),await new Promise(t=>setTimeout(t,Xl)),Xl=Math.min(Xl*2,1e4)}}function ts(){Po&&Po.abort(),Po=null,es.set("off")}function Mr(){Po||document.hidden||!Nn.get()||(Po=new AbortController,Vf(Po))}document.addEventListener("visibilitychange",()=>document.hidden?ts():Mr());window.addEventListener("pagehide",ts);var bn=new Map,Gf=60,Bf=400;function Jf(e,t){bn.delete(e),bn.set(e,t),bn.size>Gf&&bn.delete(bn.keys().next().value)}var Ti=()=>bn.clear();function B(e,{match:t,every:n=15e3,keep:o=!1}={}){let[l,s]=D(()=>({path:e,...bn.get(e)||{}})),r=Ue({});return r.current.match=t,ce(()=>{if(!e)return;let c=new AbortController,p=0,d=!1,g=!1;s(M=>o&&!bn.get(e)?{...M,path:e,error:void 0}:{path:e,...bn.get(e)||{}});let b=M=>{clearTimeout(p),M&&!c.signal.aborted&&(p=setTimeout($,M))};async function $(){if(d){g=!0;return}if(document.hidden)return b(n);d=!0,g=!1;try{let M=await $n("GET",e,{signal:c.signal}),v={data:await M.json(),etag:M.headers.get("ETag"),at:Date.now()};Jf(e,v),c.signal.aborted||s({path:e,...v})}catch(M){c.signal.aborted||s(v=>({...v,error:M}))}d=!1,b(g?300:n)}r.current.load=$,$();let w=0,C=Wf(M=>{w||M.type!=="reset"&&!r.current.match?.(M)||(w=setTimeout(()=>{w=0,$()},Bf))}),T=()=>!document.hidden&&$();return document.addEventListener("visibilitychange",T),()=>{c.abort(),clearTimeout(p),clearTimeout(w),C(),document.removeEventListener("visibilitychange",T)}},[e,n]),{...l.path===e||o?l:{path:e},reload:()=>r.current.load&&r.current.load()}}var Mi=new Intl.NumberFormat("en",{maximumFractionDigits:0}),z=e=>e==null?"\u2013":Mi.format(e);function J(e){if(e==null||!Number.isFinite(e))return e==null?"\u2013":String(e);let t=Math.abs(e);return t!==0&&(t<.001||t>=1e7)?e.toExponential(2).replace("e+","e"):t>=1e3?Mi.format(e):String(Number(e.toPrecision(4)))}var ns=(e,t=0)=>e==null?"\u2013":`${e.toFixed(t)} %`;function Ke(e){if(e==null)return"\u2013";let t=["B","KiB","MiB","GiB","TiB"],n=0;for(;e>=1024&&n<t.length-1;n++)e/=1024;return`${n&&e<100?e.toFixed(1):Math.round(e)} ${t[n]}`}function Te(e){return e==null||!Number.isFinite(e)?"\u2013":(e=Math.max(0,e),e>=10&&(e=Math.round(e)),e<1?e>0?`${Math.max(1,Math.round(e*1e3))} ms`:"0 s":e<60?`${e<10?Number(e.toFixed(1)):Math.round(e)} s`:e<3600?`${Math.floor(e/60)} min ${e%60} s`.replace(" 0 s",""):e<86400?`${Math.floor(e/3600)} h ${Math.floor(e%3600/60)} min`.replace(" 0 min",""):`${Math.floor(e/86400)} d ${Math.floor(e%86400/3600)} h`.replace(" 0 h",""))}var yn=(e,t=Date.now())=>e?(t-Date.parse(e))/1e3:null;function cn(e,t){let n=yn(e,t);return n==null?"\u2013":n<5?"just now":`${Te(Math.round(n)).split(" ").slice(0,2).join(" ")} ago`}var Yf=new Intl.DateTimeFormat("en-GB",{day:"numeric",month:"short",hour:"2-digit",minute:"2-digit",second:"2-digit"}),He=e=>e?Yf.format(new Date(e)):"\u2013",ve=(e,t,n=`${t}s`)=>`${z(e)} ${e===1?t:n}`;function Ci(e,t){if(!e.length)return null;let n=[...e].sort((o,l)=>o-l);return n[Math.min(n.length-1,Math.floor(t*n.length))]}function Ei(){let[e,t]=D(""),[n,o]=D(!1),[l,s]=D(Yl.get()),[r,i]=D(!1);async function c(p){p.preventDefault();let d=e.trim();if(!d)return s("Paste a token first.");i(!0);try{ze.set(await Co("/v1/me",{as:d})),Yl.set(""),ml(d,n)}catch(g){let b=g instanceof Kt&&g.status===401;s(b?"The daemon does not know this token, or it has expired.":g.message)}i(!1)}return u`
    <main class="login">
      <div class="login-card">
        <div class="login-brand"><${Jl} size="56" /><div><h1>Allot</h1><p>Compute, fairly shared.</p></div></div>
        <form onSubmit=${c}>
          <div class="field ${l?"wrong":""}">
            <label for="token">Token</label>
            <input id="token" type="password" autocomplete="current-password" spellcheck="false" autofocus
              value=${e} onInput=${p=>t(p.currentTarget.value)}
              aria-invalid=${l?"true":void 0} aria-describedby="token-help token-fault" />
            <p id="token-fault" class="fault" role="alert">${l}</p>
            <p id="token-help" class="help">The first start of the daemon writes an admin's token to${" "}
              <code>admin.token</code> in its data directory. Others get theirs from an owner of their tenant.</p>
          </div>
          <label class="check"><input type="checkbox" checked=${n}
            onChange=${p=>o(p.currentTarget.checked)} /> Stay logged in on this computer</label>
          <button class="primary wide" disabled=${r}>${r?"Checking\u2026":"Log in"}</button>
        </form>
      </div>
      <div class="login-foot"><${Kl} /></div>
    </main>`}function Ae({title:e,lead:t,actions:n,crumb:o,children:l}){let s=Ue();return ce(()=>{document.title=`${e} \xB7 Allot`},[e]),ce(()=>{window.scrollTo(0,0),s.current.focus({preventScroll:!0})},[]),u`
    <header class="page-head">
      <div class="page-title">
        ${o&&u`<p class="crumb">${o}</p>`}
        <h1 ref=${s} tabindex="-1">${e}</h1>
        ${t&&u`<p class="lead">${t}</p>`}
      </div>
      ${n&&u`<div class="actions">${n}</div>`}
    </header>
    ${l}`}var Ao=({title:e,what:t,error:n,retry:o})=>u`
  <${Ae} title=${e}>
    ${n?u`<${se} error=${n} retry=${o} />`:u`<${We} what=${t} />`}
  <//>`,W=({title:e,note:t,actions:n,children:o,class:l="",id:s})=>u`
  <section class="panel ${l}" id=${s} aria-label=${e}>
    ${e&&u`
      <div class="panel-head"><h2>${e}</h2>${t&&u`<p class="quiet">${t}</p>`}
        ${n&&u`<div class="actions">${n}</div>`}</div>`}
    ${o}
  </section>`,At=({rows:e})=>u`
  <dl class="facts">${e.filter(t=>t&&t[1]!=null&&t[1]!=="").map(([t,n])=>u`
    <div><dt>${t}</dt><dd>${n}</dd></div>`)}</dl>`,No=({rows:e,class:t=""})=>u`
  <dl class="figures ${t}">${e.filter(n=>n[1]!=null).map(([n,o])=>u`<div><dt>${n}</dt><dd>${o}</dd></div>`)}</dl>`,os=e=>Object.entries(e||{}).filter(([,t])=>t!==null&&t!=="").map(([t,n])=>[t.replaceAll("_"," "),u`<code class="long">${typeof n=="object"?JSON.stringify(n):String(n)}</code>`]);var Qf=8;function pl(e){let t=7;for(let n of e||"")t=t*31+n.codePointAt(0)>>>0;return t%Qf}function ls(e){let t=String(e||"?").split(/[^\p{L}\p{N}]+/u).filter(Boolean);return(t.length>1?t[0][0]+t[1][0]:(t[0]||"?").slice(0,2)).toUpperCase()}var Kf=({name:e})=>u`
  <span class="sign hue-${pl(e)}" aria-hidden="true">${ls(e)}</span>`,_t=({name:e})=>u`<span class="tenant"><${Kf} name=${e} />${e}</span>`;var Pi={queued:"Queued",running:"Running",paused:"Paused",succeeded:"Succeeded",failed:"Failed",cancelled:"Cancelled"},Oo=({state:e})=>u`
  <span class="state ${e}"><${rt} name=${Pi[e]?e:"queued"} size="14" />${Pi[e]||e}</span>`,Nt=e=>["succeeded","failed","cancelled"].includes(e),Zf={preempted:"gave its slots back; goes on from its checkpoint",max_runtime:"stopped at its time limit; the checkpoint is kept",diverged:"the loss became NaN or infinite",slots:"too few slots are free",max_slots:"its tenant may hold no more slots",max_running_jobs:"its tenant may run no more jobs at once",memory:"too little memory is left",credits:"the credits do not suffice",entitlement:"others hold the slots, and its tenant has its share",quantum:"what could be taken back has only just started",reservation:"it would delay a job that was promised a start",turn:"it is another job's turn first",user:"asked for by a user"},Do=e=>Zf[e]||String(e||"").replaceAll("_"," "),Lo=({value:e,label:t})=>u`
  <div class="progress" role="progressbar" aria-valuemin="0" aria-valuemax="100"
       aria-valuenow=${Math.round(e||0)} aria-label=${t}>
    <div style=${{width:`${Math.min(100,e||0)}%`}}></div>
  </div>`;function Ai({have:e,need:t,label:n}){let o=Math.max(e,t,1e-9)*1.05;return u`
    <div class="have-need" role="img" aria-label=${n}>
      <div class="have ${e>=t?"enough":""}" style=${{width:`${100*e/o}%`}}></div>
      <div class="need" style=${{left:`${100*t/o}%`}}></div>
    </div>`}var ss=e=>e.resources.slots,Ro=e=>e.resources.device,Kn=(e,t)=>e[`${t}_id`]||e[t];function dl({min:e=1,max:t=e}){return e===t?String(e):`${e}\u2013${t}`}var Xf=/accuracy|r2|auc|f1|iou|hit/,rs=e=>Xf.test(e)?Math.max:Math.min,em=["val_accuracy","accuracy","val_r2","r2","val_mae","mae","val_loss","loss"];function as(e){let t=e.metrics?.latest||e.metrics||{},n=em.find(o=>typeof t[o]=="number");return n?{name:n,value:t[n],text:J(t[n])}:null}function Ni(e){let t=e.progress||{},n=ns(t.percent??0);return e.state==="running"?t.eta_s!=null?`${n} \xB7 ${Te(t.eta_s)} left`:n:e.state==="succeeded"?ve(t.epochs||t.epoch||0,"epoch"):e.reason?Do(e.reason):n}var Dn=e=>t=>t.job===e,Wt=e=>!!e.job||/job|cluster|quota|tenant|slot/.test(e.type||"");var is=128,Cr=10,tm=33,Oi="other tenants";function nm(e,t){let n=[];for(let o of e.held||[]){let l=o.tenant,s=t.filter(i=>i.tenant_id===o.tenant_id),r=o.slots;for(let i of s){let c=Math.min(i.width||0,r);c>0&&n.push({tenant:l,width:c,job:i}),r-=c}r>0&&n.push({tenant:l,width:r})}return e.others>0&&n.push({tenant:Oi,width:e.others}),n}var om=e=>e>is?"crowd":e>=tm?"many":e<=Cr?"few":"";function Di({device:e,pool:t,jobs:n}){let o=nm(t,n),l=Math.max(0,t.slots-o.reduce((c,p)=>c+p.width,0)),s=e==="gpu"?"GPU slots":"CPU slots",r=t.slots>is,i=r||t.slots<=Cr;return u`
    <${W} title=${s} note="${z(t.slots-l)} of ${z(t.slots)} held">
      <ul class="field-plots ${om(t.slots)}" aria-label="${s}, by who holds them">
        ${o.map(c=>u`<${lm} ...${c} total=${t.slots} />`)}
        ${l>0&&u`<li class="bed free" style=${i?{flexGrow:l}:void 0}
          aria-label="${ve(l,"free slot")}">${!r&&Array.from({length:l},()=>u`<i></i>`)}</li>`}
      </ul>
      <ul class="held">${(t.held||[]).map(c=>u`
        <li><${_t} name=${c.tenant} /> <b>${z(c.slots)}</b></li>`)}
        ${t.others>0&&u`<li><${_t} name=${Oi} /> <b>${z(t.others)}</b></li>`}
        ${l>0&&u`<li class="quiet">free <b>${z(l)}</b></li>`}</ul>
    <//>`}function lm({tenant:e,width:t,job:n,total:o}){let l=`${n?`${n.name}, `:""}${e}: ${ve(t,"slot")}`,s=o>is?u`<i data-sign=${ls(e)}></i>`:Array.from({length:t},(i,c)=>u`<i data-sign=${c===0?ls(e):void 0}></i>`),r=o>is||o<=Cr?{flexGrow:t}:void 0;return u`<li class="bed hue-${pl(e)}" style=${r} title=${l}>
    ${n?u`<a href=${K(["jobs",n.id])} data-name=${n.name}><span class="hidden">${l}</span>${s}</a>`:u`<span class="bed-inner" role="img" aria-label=${l}>${s}</span>`}</li>`}var sm=8,Li="/v1/decisions?limit=40",rm=100,am={turn:"slots were free and it was its turn",take_back:"a tenant below its entitlement takes back what others hold above theirs",guarantee:"a guarantee comes back at once",rebalance:"its tenant is below its entitlement",cap:"a limit was lowered below what is held",reserved:"it does not fit yet, and others may not delay it"};function im(e){return e.do==="start"?`starts on ${ve(e.width,"slot")}`:e.do==="preempt"?`gives its ${ve(e.was,"slot")} back and waits again`:e.do==="reserve"?"has a place reserved":`goes from ${e.was} to ${ve(e.width,"slot")}`}function Ri(){let{data:e}=B(Li,{match:Wt,every:1e4}),t=St(5e3),n=B(`/v1/jobs?limit=${rm}`,{match:Wt,every:3e4}),o=new Map((n.data?.data||[]).map(r=>[r.id,r.name])),l=(e?.data||[]).flatMap(r=>(r.plan?.actions||[]).map(i=>({...i,at:r.at,key:`${r.id}${i.job}`}))).filter((r,i,c)=>!(r.do==="reserve"&&c[i-1]?.do==="reserve"&&c[i-1].job===r.job)).slice(0,sm);if(!l.length)return null;let s=r=>u`<a href=${K(["jobs",r])}>${o.get(r)||r}</a>`;return u`
    <${W} title="Last decisions" actions=${u`<${ae} command=${te("GET",Li)} />`}>
      <ol class="decisions">${l.map(r=>u`
        <li key=${r.key}><time datetime=${r.at} title=${He(r.at)}>${cn(r.at,t)}</time>
          <p>${s(r.job)} ${im(r)}: ${am[r.reason]||r.reason}${r.by?u`, for ${s(r.by)}`:""}.</p></li>`)}</ol>
    <//>`}var cm=[["cpu","CPU"],["gpu","GPU"]],um=(e,t)=>e[t].held||e[t].entitlement||e[t].demand;function Fi({data:e}){let t=e?.data||[],n=cm.map(([o,l])=>[o,l,t.filter(s=>um(s,o))]).filter(([,,o])=>o.length);return u`
    <${W} title="Fair share" note=${n.length?`Jain index ${J(e[n[0][0]].jain)}, 1 is perfectly fair`:""}>
      ${!n.length&&u`<${ut} title="No claims now">Shares are drawn here as soon as a tenant has a job.<//>`}
      ${n.map(([o,l,s])=>u`
        ${n.length>1&&u`<h3 class="shares-of">${l} slots</h3>`}
        <${fm} key=${o} device=${o} rows=${s} />`)}
      ${n.length>0&&u`
        <p class="quiet key"><span class="key-bar"></span> held now <span class="key-mark"></span> entitlement</p>`}
    <//>`}function fm({device:e,rows:t}){let n=Math.max(1,...t.map(o=>Math.max(o[e].held,o[e].entitlement)));return u`
    <ul class="shares">${t.map(o=>{let{held:l,entitlement:s,waiting_jobs:r}=o[e];return u`
        <li key=${o.tenant_id}>
          <p><a href=${K(["tenants",o.tenant_id])}><${_t} name=${o.tenant} /></a>
            <span class="n">holds <b>${J(l)}</b> · entitled to <b>${J(s)}</b>${r>0&&u`
              <span class="quiet"> · ${ve(r,"job")} ${r===1?"waits":"wait"}</span>`}</span></p>
          <div class="share" aria-hidden="true">
            <div class="share-held hue-${pl(o.tenant)}" style=${{width:`${100*l/n}%`}}></div>
            <div class="share-mark" style=${{left:`${100*s/n}%`}}></div>
          </div>
        </li>`})}</ul>`}var mm=[["running_jobs","max_running_jobs","Running jobs",z],["queued_jobs","max_queued_jobs","Waiting jobs",z],["storage_bytes","storage_bytes","Storage",Ke]];function ji(){let{data:e}=B("/v1/me",{match:Wt,every:15e3}),t=mm.map(([n,o,l,s])=>({used:e?.use?.[n]??0,limit:e?.quota?.[o],label:l,text:s})).filter(n=>n.limit!=null);return t.length?u`
    <${W} title="Your tenant's limits" note=${e.tenant}>
      <ul class="shares">${t.map(n=>u`
        <li key=${n.label}><p><span>${n.label}</span><span class="n"><b>${n.text(n.used)}</b> of ${n.text(n.limit)}</span></p>
          <${Lo} value=${n.limit?100*n.used/n.limit:100} label=${n.label} /></li>`)}</ul>
    <//>`:null}function Fo({title:e,children:t,yes:n,kind:o="danger",onYes:l,onNo:s}){let r=Ue();return ce(()=>{r.current.showModal()},[]),u`
    <dialog ref=${r} aria-labelledby="dialog-title" onCancel=${s} onClose=${s}>
      <h2 id="dialog-title">${e}</h2>
      <div class="dialog-body">${t}</div>
      <div class="actions">
        <button onClick=${s} autofocus>Keep as it is</button>
        <button class=${o} onClick=${l}>${n}</button>
      </div>
    </dialog>`}function vn(e,t){let[n,o]=D(e),[l,s]=D(null),[r,i]=D(!1),c=Object.keys(n).map(b=>`/${b}`),p=l instanceof Kt?l.errors:[],d=p.filter(b=>!c.includes(b.pointer)),g=l&&(p.length===0||d.length>0)?Object.assign(Object.create(Object.getPrototypeOf(l)),l,{message:l.message,errors:d}):null;return{values:n,busy:r,rest:g,error:l,set:(b,$)=>o(w=>({...w,[b]:$})),reset:o,fault:b=>p.find($=>$.pointer===`/${b}`),async submit(b){b.preventDefault(),i(!0),s(null);try{await t(n)}catch($){s($)}i(!1)}}}var Er=({id:e,fault:t})=>u`
  <p class="fault" id=${e} role="alert">${t?Mo(t):""}</p>`;function kt({form:e,name:t,label:n,type:o="text",help:l,choices:s,unit:r,placeholder:i}){let c=`field-${t.replaceAll("/","-")}`,p=e.fault(t),d={id:c,value:e.values[t],"aria-invalid":p?"true":void 0,"aria-describedby":`${c}-fault ${c}-help`,onInput:g=>e.set(t,g.currentTarget.value)};return u`
    <div class="field ${p?"wrong":""}">
      <label for=${c}>${n}${r&&u` <span class="quiet">(${r})</span>`}</label>
      ${s?u`<select ...${d}>${s.map(g=>u`<option value=${g}>${g||"\u2013"}</option>`)}</select>`:u`<input type=${o==="number"?"text":o} inputmode=${o==="number"?"decimal":void 0}
            placeholder=${i} autocomplete="off" ...${d} />`}
      <${Er} id="${c}-fault" fault=${p} />
      ${l&&u`<p class="help" id="${c}-help">${l}</p>`}
    </div>`}var Zn=({id:e,label:t,value:n,choices:o,set:l,help:s})=>u`
  <div class="field"><label for=${e}>${t}</label>
    <select id=${e} value=${n} onChange=${r=>l(r.currentTarget.value)}>${o.map(r=>u`
      <option value=${r}>${String(r).replace("_"," ")}</option>`)}</select>
    ${s&&u`<p class="help">${s}</p>`}</div>`,hl=({label:e,checked:t,set:n})=>u`
  <label class="check"><input type="checkbox" checked=${t} onChange=${o=>n(o.currentTarget.checked)} /> ${e}</label>`,Ln=({leave:e,send:t,busy:n})=>u`
  <div class="actions">
    ${e&&u`<button type="button" onClick=${e}>Not now</button>`}
    <button class="primary" disabled=${n}>${t}</button>
  </div>`;var Pr="/v1/cluster";function Ii({cluster:e,done:t}){let[n,o]=D(!1),[l,s]=D(!1),[r,i]=D(null);async function c(d){o(!1),i(null);try{await Ge("PATCH",Pr,{body:{accepting:d}}),Fe(d?"Jobs are started again.":"The machine is being drained.")}catch(g){i(g)}t()}let p=e.accepting;return u`
    <${W} title="Machine" note=${p?"jobs are started as slots allow":"being drained: nothing new starts"}
      actions=${u`<${ae} command=${te("PATCH",Pr,{accepting:!p})} />
        <button class="small" aria-expanded=${String(l)} onClick=${()=>s(!l)}>Change slots</button>
        <button class="small" onClick=${()=>p?o(!0):c(!0)}>${p?"Drain":"Start jobs again"}</button>`}>
      <${se} error=${r} />
      ${l&&u`<${pm} cluster=${e} done=${()=>{s(!1),t()}} />`}
      ${n&&u`
        <${Fo} title="Drain the machine?" yes="Drain" kind="primary" onYes=${()=>c(!1)} onNo=${()=>o(!1)}>
          <p>Running jobs go on to their end; waiting ones stay in the queue until jobs are started again.</p>
        <//>`}
    <//>`}function pm({cluster:e,done:t}){let n=vn({cpu_slots:String(e.cpu.slots),gpu_slots:String(e.gpu.slots)},async o=>{await Ge("PATCH",Pr,{body:{cpu_slots:Qn(o.cpu_slots),gpu_slots:Qn(o.gpu_slots)}}),Fe("The slots are changed."),t()});return u`
    <form class="form" onSubmit=${n.submit} aria-label="Slots of the machine">
      <div class="grid-form">
        <${kt} form=${n} name="cpu_slots" label="CPU slots" type="number"
          help="With fewer, jobs are narrowed or stopped at their next step and keep everything." />
        <${kt} form=${n} name="gpu_slots" label="GPU slots" type="number" />
      </div>
      <${se} error=${n.rest} />
      <${Ln} send="Set slots" busy=${n.busy} />
    </form>`}var $l=e=>e&&e.role!=="viewer";function cs(){let e=Pe(ze);return $l(e)&&u`<a class="button primary" href=${K(["submit"])}><${rt} name="plus" />New job</a>`}var dm={queued:["pause","cancel"],running:["pause","cancel"],paused:["resume","cancel"]},hm={pause:"is being paused",resume:"is queued again",cancel:"is being cancelled"};function Hi({job:e,reload:t}){let n=Pe(ze),[o,l]=D(null),[s,r]=D(!1);if(!$l(n))return null;async function i(d){l(null),r(!0);try{await Ge("POST",`/v1/jobs/${e.id}/${d}`),Fe(`${e.name} ${hm[d]}.`)}catch(g){Fe(g.message,"bad")}r(!1),t()}let c={pause:"Pause",resume:"Resume",cancel:"Cancel job"},p=e.state==="running";return u`
    ${(dm[e.state]||[]).map(d=>u`
      <button disabled=${s} onClick=${()=>d==="resume"?i(d):l(d)}>${c[d]}</button>`)}
    ${o==="cancel"&&u`
      <${Fo} title="Cancel ${e.name}?" yes="Cancel the job" onYes=${()=>i("cancel")} onNo=${()=>l(null)}>
        <p>${p?`It has reached step ${e.progress?.step??0} of ${e.progress?.steps??"?"}. `:""}A cancelled job
          makes no model and cannot be resumed; its metrics stay. Pausing keeps everything.</p>
      <//>`}
    ${o==="pause"&&u`
      <${Fo} title="Pause ${e.name}?" yes="Pause the job" kind="primary" onYes=${()=>i("pause")} onNo=${()=>l(null)}>
        <p>${p?"It saves a checkpoint after the present step and gives its slots back.":"It leaves the queue."}
          ${" "}When resumed it goes on as if it had never stopped.</p>
      <//>`}`}function jo({what:e,name:t,path:n,back:o}){let l=Pe(ze),[s,r]=D(!1);if(!$l(l))return null;async function i(){r(!1);try{await $n("DELETE",n),Fe(`${t} is deleted.`),On([o])}catch(c){Fe(c.message,"bad")}}return u`
    <button onClick=${()=>r(!0)}>Delete</button>
    ${s&&u`
      <${Fo} title="Delete ${t}?" yes="Delete the ${e}" onYes=${i} onNo=${()=>r(!1)}>
        <p>It cannot be brought back. What was made of it stays.</p>
      <//>`}`}var Ar=200,Ui=8,us=200,gl=(e,t)=>`${z(e)}${e>=t?"+":""}`;function zi(){let e={match:Wt,every:5e3},t=B("/v1/cluster",e),n=B(`/v1/queue?limit=${us}`,e),o=B(`/v1/jobs?state=running&limit=${Ar}`,e),l=B("/v1/fairness",e),s=Pe(ze),r=o.data?.data||[],i=n.data?.data||[];return u`
    <${Ae} title="Overview" lead=${$m(t.data,r,i)} actions=${u`<${cs} />`}>
      ${!t.data&&!t.error&&u`<${We} what="the machine" />`}
      <${se} error=${!t.data&&t.error} retry=${t.reload} />
      ${t.data&&t.data.accepting===!1&&u`
        <div class="note"><p>The machine is being drained: running jobs go on, nothing new starts.</p></div>`}
      <div class="fields">
        ${["cpu","gpu"].map(c=>t.data?.[c]?.slots>0&&u`
          <${Di} key=${c} device=${c} pool=${t.data[c]} jobs=${r.filter(p=>Ro(p)===c)} />`)}
      </div>
      <${gm} cluster=${t.data} jobs=${r} waiting=${i} />
      <div class="two">
        <${_m} list=${n.data&&i} error=${n.error} />
        <${Fi} data=${l.data} />
      </div>
      ${s?.role==="admin"&&t.data&&u`<${Ii} cluster=${t.data} done=${t.reload} />`}
      ${s&&s.role!=="admin"&&u`<${ji} />`}
      ${s?.role==="admin"&&u`<${Ri} />`}
    <//>`}function $m(e,t,n){if(!e)return"";let{slots:o,free:l}=e.cpu,s=Math.max(0,...n.map(d=>d.waiting_s||0)),r=`${gl(t.length,Ar)} ${t.length===1?"job runs":"jobs run"}`,i=e.cpu.others>0?`; ${z(o-l)} of ${ve(o,"CPU slot")} are held`:` on ${z(o-l)} of ${ve(o,"CPU slot")}`,c=o===l?`All ${ve(o,"CPU slot")} are free`:r+i,p=n.length?`${gl(n.length,us)} ${n.length===1?"waits":"wait"}, the longest for ${Te(s)}`:"nothing waits";return`${c}; ${p}.`}function gm({cluster:e,jobs:t,waiting:n}){let o=n.map(r=>r.waiting_s||0),l=e?e.cpu.free+(e.gpu?.free||0):null,s=[["Running",gl(t.length,Ar)],["Waiting",gl(n.length,us)],["Median wait so far",o.length?Te(Ci(o,.5)):"\u2013"],["Longest wait",o.length?Te(Math.max(...o)):"\u2013"],["Free slots",z(l)]];return u`<${No} rows=${s} />`}function _m({list:e,error:t}){return u`
    <${W} title="Queue" note=${e?.length?"in the order of their turns":""}>
      ${!e&&(t?u`<${se} error=${t} />`:u`<${We} what="the queue" />`)}
      ${e&&!e.length&&u`
        <${ut} title="Nobody waits" command=${te("POST","/v1/jobs","@job.json")}>
          Every job that was asked for runs or has ended.<//>`}
      ${e?.length>0&&u`
        <ol class="queue">${e.slice(0,Ui).map(n=>u`
          <li key=${n.job}>
            <span class="position">${n.position}</span>
            <div>
              <p><a href=${K(["jobs",n.job])}>${n.name||n.job}</a> <${_t} name=${n.tenant} /></p>
              <p class="quiet">${Do(n.reason)}</p>
            </div>
            <p class="n quiet">${ve(n.slots,n.device==="gpu"?"GPU slot":"slot")}<br />${Te(n.waiting_s)}</p>
          </li>`)}</ol>
        ${e.length>Ui&&u`
          <p><a href=${K(["jobs"],{state:"queued"})}>All ${gl(e.length,us)} waiting jobs</a></p>`}`}
    <//>`}var mt=({columns:e})=>u`
  <thead><tr>${e.map(t=>{let n=t.endsWith("#"),o=t.startsWith("("),l=t.replace(/^\(|\)$|#$/g,"");return u`<th scope="col" class=${n?"n":void 0}>${o?u`<span class="hidden">${l}</span>`:l}</th>`})}</tr></thead>`,Io=({label:e,tall:t,children:n})=>u`
  <div class="scroll ${t?"tall":""}" tabindex="0" role="region" aria-label=${e}>${n}</div>`;var bm="uplot",ym="u-hz",vm="u-vt",wm="u-title",Sm="u-wrap",km="u-under",xm="u-over",Tm="u-axis",to="u-off",Mm="u-select",Cm="u-cursor-x",Em="u-cursor-y",Pm="u-cursor-pt",Am="u-legend",Nm="u-live",Om="u-inline",Dm="u-series",Lm="u-marker",Wi="u-label",Rm="u-value",bl="width",yl="height";var qi="bottom",Ho="left",Nr="right",Yr="#000",Vi=Yr+"0",Or="mousemove",Gi="mousedown",Dr="mouseup",Bi="mouseenter",Ji="mouseleave",Yi="dblclick",Fm="resize",jm="scroll",Qi="change",hs="dppxchange",Qr="--",Bo=typeof window<"u",Ir=Bo?document:null,zo=Bo?window:null,Im=Bo?navigator:null,$e,fs;function Hr(){let e=devicePixelRatio;$e!=e&&($e=e,fs&&zr(Qi,fs,Hr),fs=matchMedia(`(min-resolution: ${$e-.001}dppx) and (max-resolution: ${$e+.001}dppx)`),no(Qi,fs,Hr),zo.dispatchEvent(new CustomEvent(hs)))}function Ot(e,t){if(t!=null){let n=e.classList;!n.contains(t)&&n.add(t)}}function Ur(e,t){let n=e.classList;n.contains(t)&&n.remove(t)}function Ne(e,t,n){e.style[t]=n+"px"}function Zt(e,t,n,o){let l=Ir.createElement(e);return t!=null&&Ot(l,t),n?.insertBefore(l,o),l}function qt(e,t){return Zt("div",e,t)}var Ki=new WeakMap;function un(e,t,n,o,l){let s="translate("+t+"px,"+n+"px)",r=Ki.get(e);s!=r&&(e.style.transform=s,Ki.set(e,s),t<0||n<0||t>o||n>l?Ot(e,to):Ur(e,to))}var Zi=new WeakMap;function Xi(e,t,n){let o=t+n,l=Zi.get(e);o!=l&&(Zi.set(e,o),e.style.background=t,e.style.borderColor=n)}var ec=new WeakMap;function tc(e,t,n,o){let l=t+""+n,s=ec.get(e);l!=s&&(ec.set(e,l),e.style.height=n+"px",e.style.width=t+"px",e.style.marginLeft=o?-t/2+"px":0,e.style.marginTop=o?-n/2+"px":0)}var Kr={passive:!0},Hm={...Kr,capture:!0};function no(e,t,n,o){t.addEventListener(e,n,o?Hm:Kr)}function zr(e,t,n,o){t.removeEventListener(e,n,Kr)}Bo&&Hr();function Xt(e,t,n,o){let l;n=n||0,o=o||t.length-1;let s=o<=2147483647;for(;o-n>1;)l=s?n+o>>1:Dt((n+o)/2),t[l]<e?n=l:o=l;return e-t[n]<=t[o]-e?n:o}function Ec(e){return(n,o,l)=>{let s=-1,r=-1;for(let i=o;i<=l;i++)if(e(n[i])){s=i;break}for(let i=l;i>=o;i--)if(e(n[i])){r=i;break}return[s,r]}}var Pc=e=>e!=null,Ac=e=>e!=null&&e>0,_s=Ec(Pc),Um=Ec(Ac);function zm(e,t,n,o=0,l=!1){let s=l?Um:_s,r=l?Ac:Pc;[t,n]=s(e,t,n);let i=e[t],c=e[t];if(t>-1)if(o==1)i=e[t],c=e[n];else if(o==-1)i=e[n],c=e[t];else for(let p=t;p<=n;p++){let d=e[p];r(d)&&(d<i?i=d:d>c&&(c=d))}return[i??we,c??-we]}function bs(e,t,n,o){let l=lc(e),s=lc(t);e==t&&(l==-1?(e*=n,t/=n):(e/=n,t*=n));let r=n==10?wn:Nc,i=l==1?Dt:Vt,c=s==1?Vt:Dt,p=i(r(Xe(e))),d=c(r(Xe(t))),g=Wo(n,p),b=Wo(n,d);return n==10&&(p<0&&(g=Se(g,-p)),d<0&&(b=Se(b,-d))),o||n==2?(e=g*l,t=b*s):(e=Rc(e,g),t=ys(t,b)),[e,t]}function Zr(e,t,n,o){let l=bs(e,t,n,o);return e==0&&(l[0]=0),t==0&&(l[1]=0),l}var Xr=.1,nc={mode:3,pad:Xr},wl={pad:0,soft:null,mode:0},Wm={min:wl,max:wl};function $s(e,t,n,o){return vs(n)?oc(e,t,n):(wl.pad=n,wl.soft=o?0:null,wl.mode=o?3:0,oc(e,t,Wm))}function de(e,t){return e??t}function qm(e,t,n){for(t=de(t,0),n=de(n,e.length-1);t<=n;){if(e[t]!=null)return!0;t++}return!1}function oc(e,t,n){let o=n.min,l=n.max,s=de(o.pad,0),r=de(l.pad,0),i=de(o.hard,-we),c=de(l.hard,we),p=de(o.soft,we),d=de(l.soft,-we),g=de(o.mode,0),b=de(l.mode,0),$=t-e,w=wn($),C=bt(Xe(e),Xe(t)),T=wn(C),M=Xe(T-w);($<1e-24||M>10)&&($=0,(e==0||t==0)&&($=1e-24,g==2&&p!=we&&(s=0),b==2&&d!=-we&&(r=0)));let v=$||C||1e3,A=wn(v),k=Wo(10,Dt(A)),ee=v*($==0?e==0?.1:1:s),F=Se(Rc(e-ee,k/10),24),X=e>=p&&(g==1||g==3&&F<=p||g==2&&F>=p)?p:we,N=bt(i,F<X&&e>=X?X:en(X,F)),Y=v*($==0?t==0?.1:1:r),G=Se(ys(t+Y,k/10),24),P=t<=d&&(b==1||b==3&&G>=d||b==2&&G<=d)?d:-we,Q=en(c,G>P&&t<=P?P:bt(P,G));return N==Q&&N==0&&(Q=100),[N,Q]}var Vm=new Intl.NumberFormat(Bo?Im.language:"en-US"),ea=e=>Vm.format(e),Lt=Math,ds=Lt.PI,Xe=Lt.abs,Dt=Lt.floor,Ze=Lt.round,Vt=Lt.ceil,en=Lt.min,bt=Lt.max,Wo=Lt.pow,lc=Lt.sign,wn=Lt.log10,Nc=Lt.log2,Gm=(e,t=1)=>Lt.sinh(e)*t,Lr=(e,t=1)=>Lt.asinh(e/t),we=1/0;function sc(e){return(wn((e^e>>31)-(e>>31))|0)+1}function Wr(e,t,n){return en(bt(e,t),n)}function Oc(e){return typeof e=="function"}function ue(e){return Oc(e)?e:()=>e}var Bm=()=>{},Dc=e=>e,Lc=(e,t)=>t,Jm=e=>null,rc=e=>!0,ac=(e,t)=>e==t,Ym=/\.\d*?(?=9{6,}|0{6,})/gm,oo=e=>{if(jc(e)||Fn.has(e))return e;let t=`${e}`,n=t.match(Ym);if(n==null)return e;let o=n[0].length-1;if(t.indexOf("e-")!=-1){let[l,s]=t.split("e");return+`${oo(l)}e${s}`}return Se(e,o)};function Xn(e,t){return oo(Se(oo(e/t))*t)}function ys(e,t){return oo(Vt(oo(e/t))*t)}function Rc(e,t){return oo(Dt(oo(e/t))*t)}function Se(e,t=0){if(jc(e))return e;let n=10**t,o=e*n*(1+Number.EPSILON);return Ze(o)/n}var Fn=new Map;function Fc(e){return((""+e).split(".")[1]||"").length}function kl(e,t,n,o){let l=[],s=o.map(Fc);for(let r=t;r<n;r++){let i=Xe(r),c=Se(Wo(e,r),i);for(let p=0;p<o.length;p++){let d=e==10?+`${o[p]}e${r}`:o[p]*c,g=(r>=0?0:i)+(r>=s[p]?0:s[p]),b=e==10?d:Se(d,g);l.push(b),Fn.set(b,g)}}return l}var Sl={},ta=[],qo=[null,null],Rn=Array.isArray,jc=Number.isInteger,Qm=e=>e===void 0;function ic(e){return typeof e=="string"}function vs(e){let t=!1;if(e!=null){let n=e.constructor;t=n==null||n==Object}return t}function Km(e){return e!=null&&typeof e=="object"}var Zm=Object.getPrototypeOf(Uint8Array),Ic="__proto__";function Vo(e,t=vs){let n;if(Rn(e)){let o=e.find(l=>l!=null);if(Rn(o)||t(o)){n=Array(e.length);for(let l=0;l<e.length;l++)n[l]=Vo(e[l],t)}else n=e.slice()}else if(e instanceof Zm)n=e.slice();else if(t(e)){n={};for(let o in e)o!=Ic&&(n[o]=Vo(e[o],t))}else n=e;return n}function Be(e){let t=arguments;for(let n=1;n<t.length;n++){let o=t[n];for(let l in o)l!=Ic&&(vs(e[l])?Be(e[l],Vo(o[l])):e[l]=Vo(o[l]))}return e}var Xm=0,ep=1,tp=2;function np(e,t,n){for(let o=0,l,s=-1;o<t.length;o++){let r=t[o];if(r>s){for(l=r-1;l>=0&&e[l]==null;)e[l--]=null;for(l=r+1;l<n&&e[l]==null;)e[s=l++]=null}}}function op(e,t){if(rp(e)){let r=e[0].slice();for(let i=1;i<e.length;i++)r.push(...e[i].slice(1));return ap(r[0])||(r=sp(r)),r}let n=new Set;for(let r=0;r<e.length;r++){let c=e[r][0],p=c.length;for(let d=0;d<p;d++)n.add(c[d])}let o=[Array.from(n).sort((r,i)=>r-i)],l=o[0].length,s=new Map;for(let r=0;r<l;r++)s.set(o[0][r],r);for(let r=0;r<e.length;r++){let i=e[r],c=i[0];for(let p=1;p<i.length;p++){let d=i[p],g=Array(l).fill(void 0),b=t?t[r][p]:ep,$=[];for(let w=0;w<d.length;w++){let C=d[w],T=s.get(c[w]);C===null?b!=Xm&&(g[T]=C,b==tp&&$.push(T)):g[T]=C}np(g,$,l),o.push(g)}}return o}var lp=typeof queueMicrotask>"u"?e=>Promise.resolve().then(e):queueMicrotask;function sp(e){let t=e[0],n=t.length,o=Array(n);for(let s=0;s<o.length;s++)o[s]=s;o.sort((s,r)=>t[s]-t[r]);let l=[];for(let s=0;s<e.length;s++){let r=e[s],i=Array(n);for(let c=0;c<n;c++)i[c]=r[o[c]];l.push(i)}return l}function rp(e){let t=e[0][0],n=t.length;for(let o=1;o<e.length;o++){let l=e[o][0];if(l.length!=n)return!1;if(l!=t){for(let s=0;s<n;s++)if(l[s]!=t[s])return!1}}return!0}function ap(e,t=100){let n=e.length;if(n<=1)return!0;let o=0,l=n-1;for(;o<=l&&e[o]==null;)o++;for(;l>=o&&e[l]==null;)l--;if(l<=o)return!0;let s=bt(1,Dt((l-o+1)/t));for(let r=e[o],i=o+s;i<=l;i+=s){let c=e[i];if(c!=null){if(c<=r)return!1;r=c}}return!0}var Hc=["January","February","March","April","May","June","July","August","September","October","November","December"],Uc=["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"];function zc(e){return e.slice(0,3)}var ip=Uc.map(zc),cp=Hc.map(zc),up={MMMM:Hc,MMM:cp,WWWW:Uc,WWW:ip};function _l(e){return(e<10?"0":"")+e}function fp(e){return(e<10?"00":e<100?"0":"")+e}var mp={YYYY:e=>e.getFullYear(),YY:e=>(e.getFullYear()+"").slice(2),MMMM:(e,t)=>t.MMMM[e.getMonth()],MMM:(e,t)=>t.MMM[e.getMonth()],MM:e=>_l(e.getMonth()+1),M:e=>e.getMonth()+1,DD:e=>_l(e.getDate()),D:e=>e.getDate(),WWWW:(e,t)=>t.WWWW[e.getDay()],WWW:(e,t)=>t.WWW[e.getDay()],HH:e=>_l(e.getHours()),H:e=>e.getHours(),h:e=>{let t=e.getHours();return t==0?12:t>12?t-12:t},AA:e=>e.getHours()>=12?"PM":"AM",aa:e=>e.getHours()>=12?"pm":"am",a:e=>e.getHours()>=12?"p":"a",mm:e=>_l(e.getMinutes()),m:e=>e.getMinutes(),ss:e=>_l(e.getSeconds()),s:e=>e.getSeconds(),fff:e=>fp(e.getMilliseconds())};function na(e,t){t=t||up;let n=[],o=/\{([a-z]+)\}|[^{]+/gi,l;for(;l=o.exec(e);)n.push(l[0][0]=="{"?mp[l[1]]:l[0]);return s=>{let r="";for(let i=0;i<n.length;i++)r+=typeof n[i]=="string"?n[i]:n[i](s,t);return r}}var pp=new Intl.DateTimeFormat().resolvedOptions().timeZone;function dp(e,t){let n;return t=="UTC"||t=="Etc/UTC"?n=new Date(+e+e.getTimezoneOffset()*6e4):t==pp?n=e:(n=new Date(e.toLocaleString("en-US",{timeZone:t})),n.setMilliseconds(e.getMilliseconds())),n}var Wc=e=>e%1==0,gs=[1,2,2.5,5],hp=kl(10,-32,0,gs),qc=kl(10,0,32,gs),$p=qc.filter(Wc),eo=hp.concat(qc),oa=`
`,Vc="{YYYY}",cc=oa+Vc,Gc="{M}/{D}",vl=oa+Gc,ms=vl+"/{YY}",Bc="{aa}",gp="{h}:{mm}",Uo=gp+Bc,uc=oa+Uo,fc=":{ss}",_e=null;function Jc(e){let t=e*1e3,n=t*60,o=n*60,l=o*24,s=l*30,r=l*365,c=(e==1?kl(10,0,3,gs).filter(Wc):kl(10,-3,0,gs)).concat([t,t*5,t*10,t*15,t*30,n,n*5,n*10,n*15,n*30,o,o*2,o*3,o*4,o*6,o*8,o*12,l,l*2,l*3,l*4,l*5,l*6,l*7,l*8,l*9,l*10,l*15,s,s*2,s*3,s*4,s*6,r,r*2,r*5,r*10,r*25,r*50,r*100]),p=[[r,Vc,_e,_e,_e,_e,_e,_e,1],[l*28,"{MMM}",cc,_e,_e,_e,_e,_e,1],[l,Gc,cc,_e,_e,_e,_e,_e,1],[o,"{h}"+Bc,ms,_e,vl,_e,_e,_e,1],[n,Uo,ms,_e,vl,_e,_e,_e,1],[t,fc,ms+" "+Uo,_e,vl+" "+Uo,_e,uc,_e,1],[e,fc+".{fff}",ms+" "+Uo,_e,vl+" "+Uo,_e,uc,_e,1]];function d(g){return(b,$,w,C,T,M)=>{let v=[],A=T>=r,k=T>=s&&T<r,ee=g(w),F=Se(ee*e,3),X=Rr(ee.getFullYear(),A?0:ee.getMonth(),k||A?1:ee.getDate()),N=Se(X*e,3);if(k||A){let Y=k?T/s:0,G=A?T/r:0,P=F==N?F:Se(Rr(X.getFullYear()+G,X.getMonth()+Y,1)*e,3),Q=new Date(Ze(P/e)),L=Q.getFullYear(),ne=Q.getMonth();for(let V=0;P<=C;V++){let fe=Rr(L+G*V,ne+Y*V,1),q=fe-g(Se(fe*e,3));P=Se((+fe+q)*e,3),P<=C&&v.push(P)}}else{let Y=T>=l?l:T,G=Dt(w)-Dt(F),P=N+G+ys(F-N,Y);v.push(P);let Q=g(P),L=Q.getHours()+Q.getMinutes()/n+Q.getSeconds()/o,ne=T/o,V=b.axes[$]._space,fe=M/V;for(;P=Se(P+T,e==1?0:3),!(P>C);)if(ne>1){let q=Dt(Se(L+ne,6))%24,me=g(P).getHours()-q;me>1&&(me=-1),P-=me*o,L=(L+ne)%24;let be=v[v.length-1];Se((P-be)/T,3)*fe>=.7&&v.push(P)}else v.push(P)}return v}}return[c,p,d]}var[_p,bp,yp]=Jc(1),[vp,wp,Sp]=Jc(.001);kl(2,-53,53,[1]);function mc(e,t){return e.map(n=>n.map((o,l)=>l==0||l==8||o==null?o:t(l==1||n[8]==0?o:n[1]+o)))}function pc(e,t){return(n,o,l,s,r)=>{let i=t.find(w=>r>=w[0])||t[t.length-1],c,p,d,g,b,$;return o.map(w=>{let C=e(w),T=C.getFullYear(),M=C.getMonth(),v=C.getDate(),A=C.getHours(),k=C.getMinutes(),ee=C.getSeconds(),F=T!=c&&i[2]||M!=p&&i[3]||v!=d&&i[4]||A!=g&&i[5]||k!=b&&i[6]||ee!=$&&i[7]||i[1];return c=T,p=M,d=v,g=A,b=k,$=ee,F(C)})}}function kp(e,t){let n=na(t);return(o,l,s,r,i)=>l.map(c=>n(e(c)))}function Rr(e,t,n){return new Date(e,t,n)}function dc(e,t){return t(e)}var xp="{YYYY}-{MM}-{DD} {h}:{mm}{aa}";function hc(e,t){return(n,o,l,s)=>s==null?Qr:t(e(o))}function Tp(e,t){let n=e.series[t];return n.width?n.stroke(e,t):n.points.width?n.points.stroke(e,t):null}function Mp(e,t){return e.series[t].fill(e,t)}var Cp={show:!0,live:!0,isolate:!1,mount:Bm,markers:{show:!0,width:2,stroke:Tp,fill:Mp,dash:"solid"},idx:null,idxs:null,values:[]};function Ep(e,t){let n=e.cursor.points,o=qt(),l=n.size(e,t);Ne(o,bl,l),Ne(o,yl,l);let s=l/-2;Ne(o,"marginLeft",s),Ne(o,"marginTop",s);let r=n.width(e,t,l);return r&&Ne(o,"borderWidth",r),o}function Pp(e,t){let n=e.series[t].points;return n._fill||n._stroke}function Ap(e,t){let n=e.series[t].points;return n._stroke||n._fill}function Np(e,t){return e.series[t].points.size}var Fr=[0,0];function Op(e,t,n){return Fr[0]=t,Fr[1]=n,Fr}function ps(e,t,n,o=!0){return l=>{l.button==0&&(!o||l.target==t)&&n(l)}}function jr(e,t,n,o=!0){return l=>{(!o||l.target==t)&&n(l)}}var Dp={show:!0,x:!0,y:!0,lock:!1,move:Op,points:{one:!1,show:Ep,size:Np,width:0,stroke:Ap,fill:Pp},bind:{mousedown:ps,mouseup:ps,click:ps,dblclick:ps,mousemove:jr,mouseleave:jr,mouseenter:jr},drag:{setScale:!0,x:!0,y:!1,dist:0,uni:null,click:(e,t)=>{t.stopPropagation(),t.stopImmediatePropagation()},_x:!1,_y:!1},focus:{dist:(e,t,n,o,l)=>o-l,prox:-1,bias:0},hover:{skip:[void 0],prox:null,bias:0},left:-10,top:-10,idx:null,dataIdx:null,idxs:null,event:null},Yc={show:!0,stroke:"rgba(0,0,0,0.07)",width:2},la=Be({},Yc,{filter:Lc}),Qc=Be({},la,{size:10}),Kc=Be({},Yc,{show:!1}),sa='12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji"',Zc="bold "+sa,Xc=1.5,$c={show:!0,scale:"x",stroke:Yr,space:50,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Zc,side:2,grid:la,ticks:Qc,border:Kc,font:sa,lineGap:Xc,rotate:0},Lp="Value",Rp="Time",gc={show:!0,scale:"x",auto:!1,sorted:1,min:we,max:-we,idxs:[]};function Fp(e,t,n,o,l){return t.map(s=>s==null?"":ea(s))}function jp(e,t,n,o,l,s,r){let i=[],c=Fn.get(l)||0;n=r?n:Se(ys(n,l),c);for(let p=n;p<=o;p=Se(p+l,c))i.push(Object.is(p,-0)?0:p);return i}function qr(e,t,n,o,l,s,r){let i=[],c=e.scales[e.axes[t].scale].log,p=c==10?wn:Nc,d=Dt(p(n));l=Wo(c,d),c==10&&(l=eo[Xt(l,eo)]);let g=n,b=l*c;c==10&&(b=eo[Xt(b,eo)]);do i.push(g),g=g+l,c==10&&!Fn.has(g)&&(g=Se(g,Fn.get(l))),g>=b&&(l=g,b=l*c,c==10&&(b=eo[Xt(b,eo)]));while(g<=o);return i}function Ip(e,t,n,o,l,s,r){let c=e.scales[e.axes[t].scale].asinh,p=o>c?qr(e,t,bt(c,n),o,l):[c],d=o>=0&&n<=0?[0]:[];return(n<-c?qr(e,t,bt(c,-o),-n,l):[c]).reverse().map(b=>-b).concat(d,p)}var eu=/./,Hp=/[12357]/,Up=/[125]/,_c=/1/,Vr=(e,t,n,o)=>e.map((l,s)=>t==4&&l==0||s%o==0&&n.test(l.toExponential()[l<0?1:0])?l:null);function zp(e,t,n,o,l){let s=e.axes[n],r=s.scale,i=e.scales[r],c=e.valToPos,p=s._space,d=c(10,r),g=c(9,r)-d>=p?eu:c(7,r)-d>=p?Hp:c(5,r)-d>=p?Up:_c;if(g==_c){let b=Xe(c(1,r)-d);if(b<p)return Vr(t.slice().reverse(),i.distr,g,Vt(p/b)).reverse()}return Vr(t,i.distr,g,1)}function Wp(e,t,n,o,l){let s=e.axes[n],r=s.scale,i=s._space,c=e.valToPos,p=Xe(c(1,r)-c(2,r));return p<i?Vr(t.slice().reverse(),3,eu,Vt(i/p)).reverse():t}function qp(e,t,n,o){return o==null?Qr:t==null?"":ea(t)}var bc={show:!0,scale:"y",stroke:Yr,space:30,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Zc,side:3,grid:la,ticks:Qc,border:Kc,font:sa,lineGap:Xc,rotate:0};function Vp(e,t){let n=3+(e||1)*2;return Se(n*t,3)}function Gp(e,t){let{scale:n,idxs:o}=e.series[0],l=e._data[0],s=e.valToPos(l[o[0]],n,!0),r=e.valToPos(l[o[1]],n,!0),i=Xe(r-s),c=e.series[t],p=i/(c.points.space*$e);return o[1]-o[0]<=p}var yc={scale:null,auto:!0,sorted:0,min:we,max:-we},tu=(e,t,n,o,l)=>l,vc={show:!0,auto:!0,sorted:0,gaps:tu,alpha:1,facets:[Be({},yc,{scale:"x"}),Be({},yc,{scale:"y"})]},wc={scale:"y",auto:!0,sorted:0,show:!0,spanGaps:!1,gaps:tu,alpha:1,points:{show:Gp,filter:null},values:null,min:we,max:-we,idxs:[],path:null,clip:null};function Bp(e,t,n,o,l){return n/10}var nu={time:!0,auto:!0,distr:1,log:10,asinh:1,min:null,max:null,dir:1,ori:0},Jp=Be({},nu,{time:!1,ori:1}),Sc={};function ou(e,t){let n=Sc[e];return n||(n={key:e,plots:[],sub(o){n.plots.push(o)},unsub(o){n.plots=n.plots.filter(l=>l!=o)},pub(o,l,s,r,i,c,p){for(let d=0;d<n.plots.length;d++)n.plots[d]!=l&&n.plots[d].pub(o,l,s,r,i,c,p)}},e!=null&&(Sc[e]=n)),n}var Go=1,Gr=2;function lo(e,t,n){let o=e.mode,l=e.series[t],s=o==2?e._data[t]:e._data,r=e.scales,i=e.bbox,c=s[0],p=o==2?s[1]:s[t],d=o==2?r[l.facets[0].scale]:r[e.series[0].scale],g=o==2?r[l.facets[1].scale]:r[l.scale],b=i.left,$=i.top,w=i.width,C=i.height,T=e.valToPosH,M=e.valToPosV;return d.ori==0?n(l,c,p,d,g,T,M,b,$,w,C,Ss,Jo,xs,su,au):n(l,c,p,d,g,M,T,$,b,C,w,ks,Yo,ia,ru,iu)}function ra(e,t){let n=0,o=0,l=de(e.bands,ta);for(let s=0;s<l.length;s++){let r=l[s];r.series[0]==t?n=r.dir:r.series[1]==t&&(r.dir==1?o|=1:o|=2)}return[n,o==1?-1:o==2?1:o==3?2:0]}function Yp(e,t,n,o,l){let s=e.mode,r=e.series[t],i=s==2?r.facets[1].scale:r.scale,c=e.scales[i];return l==-1?c.min:l==1?c.max:c.distr==3?c.dir==1?c.min:c.max:0}function Sn(e,t,n,o,l,s){return lo(e,t,(r,i,c,p,d,g,b,$,w,C,T)=>{let M=r.pxRound,v=p.dir*(p.ori==0?1:-1),A=p.ori==0?Jo:Yo,k,ee;v==1?(k=n,ee=o):(k=o,ee=n);let F=M(g(i[k],p,C,$)),X=M(b(c[k],d,T,w)),N=M(g(i[ee],p,C,$)),Y=M(b(s==1?d.max:d.min,d,T,w)),G=new Path2D(l);return A(G,N,Y),A(G,F,Y),A(G,F,X),G})}function ws(e,t,n,o,l,s){let r=null;if(e.length>0){r=new Path2D;let i=t==0?xs:ia,c=n;for(let g=0;g<e.length;g++){let b=e[g];if(b[1]>b[0]){let $=b[0]-c;$>0&&i(r,c,o,$,o+s),c=b[1]}}let p=n+l-c,d=10;p>0&&i(r,c,o-d/2,p,o+s+d)}return r}function Qp(e,t,n){let o=e[e.length-1];o&&o[0]==t?o[1]=n:e.push([t,n])}function aa(e,t,n,o,l,s,r){let i=[],c=e.length;for(let p=l==1?n:o;p>=n&&p<=o;p+=l)if(t[p]===null){let g=p,b=p;if(l==1)for(;++p<=o&&t[p]===null;)b=p;else for(;--p>=n&&t[p]===null;)b=p;let $=s(e[g]),w=b==g?$:s(e[b]),C=g-l;$=r<=0&&C>=0&&C<c?s(e[C]):$;let M=b+l;w=r>=0&&M>=0&&M<c?s(e[M]):w,w>=$&&i.push([$,w])}return i}function kc(e){return e==0?Dc:e==1?Ze:t=>Xn(t,e)}function lu(e){let t=e==0?Ss:ks,n=e==0?(l,s,r,i,c,p)=>{l.arcTo(s,r,i,c,p)}:(l,s,r,i,c,p)=>{l.arcTo(r,s,c,i,p)},o=e==0?(l,s,r,i,c)=>{l.rect(s,r,i,c)}:(l,s,r,i,c)=>{l.rect(r,s,c,i)};return(l,s,r,i,c,p=0,d=0)=>{p==0&&d==0?o(l,s,r,i,c):(p=en(p,i/2,c/2),d=en(d,i/2,c/2),t(l,s+p,r),n(l,s+i,r,s+i,r+c,p),n(l,s+i,r+c,s,r+c,d),n(l,s,r+c,s,r,d),n(l,s,r,s+i,r,p),l.closePath())}}var Ss=(e,t,n)=>{e.moveTo(t,n)},ks=(e,t,n)=>{e.moveTo(n,t)},Jo=(e,t,n)=>{e.lineTo(t,n)},Yo=(e,t,n)=>{e.lineTo(n,t)},xs=lu(0),ia=lu(1),su=(e,t,n,o,l,s)=>{e.arc(t,n,o,l,s)},ru=(e,t,n,o,l,s)=>{e.arc(n,t,o,l,s)},au=(e,t,n,o,l,s,r)=>{e.bezierCurveTo(t,n,o,l,s,r)},iu=(e,t,n,o,l,s,r)=>{e.bezierCurveTo(n,t,l,o,r,s)};function cu(e){return(t,n,o,l,s)=>lo(t,n,(r,i,c,p,d,g,b,$,w,C,T)=>{let{pxRound:M,points:v}=r,A,k;p.ori==0?(A=Ss,k=su):(A=ks,k=ru);let ee=Se(v.width*$e,3),F=(v.size-v.width)/2*$e,X=Se(F*2,3),N=new Path2D,Y=new Path2D,{left:G,top:P,width:Q,height:L}=t.bbox;xs(Y,G-X,P-X,Q+X*2,L+X*2);let ne=V=>{if(c[V]!=null){let fe=M(g(i[V],p,C,$)),q=M(b(c[V],d,T,w));A(N,fe+F,q),k(N,fe,q,F,0,ds*2)}};if(s)s.forEach(ne);else for(let V=o;V<=l;V++)ne(V);return{stroke:ee>0?N:null,fill:N,clip:Y,flags:Go|Gr}})}function uu(e){return(t,n,o,l,s,r)=>{o!=l&&(s!=o&&r!=o&&e(t,n,o),s!=l&&r!=l&&e(t,n,l),e(t,n,r))}}var Kp=uu(Jo),Zp=uu(Yo);function fu(e){let t=de(e?.alignGaps,0);return(n,o,l,s)=>lo(n,o,(r,i,c,p,d,g,b,$,w,C,T)=>{[l,s]=_s(c,l,s);let M=r.pxRound,v=L=>M(g(L,p,C,$)),A=L=>M(b(L,d,T,w)),k,ee;p.ori==0?(k=Jo,ee=Kp):(k=Yo,ee=Zp);let F=p.dir*(p.ori==0?1:-1),X={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:Go},N=X.stroke,Y=!1;if(s-l>=C*4){let L=H=>n.posToVal(H,p.key,!0),ne=null,V=null,fe,q,yt,Oe=v(i[F==1?l:s]),me=v(i[l]),be=v(i[s]),re=L(F==1?me+1:be-1);for(let H=F==1?l:s;H>=l&&H<=s;H+=F){let Je=i[H],De=(F==1?Je<re:Je>re)?Oe:v(Je),ge=c[H];De==Oe?ge!=null?(q=ge,ne==null?(k(N,De,A(q)),fe=ne=V=q):q<ne?ne=q:q>V&&(V=q)):ge===null&&(Y=!0):(ne!=null&&ee(N,Oe,A(ne),A(V),A(fe),A(q)),ge!=null?(q=ge,k(N,De,A(q)),ne=V=fe=q):(ne=V=null,ge===null&&(Y=!0)),Oe=De,re=L(Oe+F))}ne!=null&&ne!=V&&yt!=Oe&&ee(N,Oe,A(ne),A(V),A(fe),A(q))}else for(let L=F==1?l:s;L>=l&&L<=s;L+=F){let ne=c[L];ne===null?Y=!0:ne!=null&&k(N,v(i[L]),A(ne))}let[P,Q]=ra(n,o);if(r.fill!=null||P!=0){let L=X.fill=new Path2D(N),ne=r.fillTo(n,o,r.min,r.max,P),V=A(ne),fe=v(i[l]),q=v(i[s]);F==-1&&([q,fe]=[fe,q]),k(L,q,V),k(L,fe,V)}if(!r.spanGaps){let L=[];Y&&L.push(...aa(i,c,l,s,F,v,t)),X.gaps=L=r.gaps(n,o,l,s,L),X.clip=ws(L,p.ori,$,w,C,T)}return Q!=0&&(X.band=Q==2?[Sn(n,o,l,s,N,-1),Sn(n,o,l,s,N,1)]:Sn(n,o,l,s,N,Q)),X})}function Xp(e){let t=de(e.align,1),n=de(e.ascDesc,!1),o=de(e.alignGaps,0),l=de(e.extend,!1);return(s,r,i,c)=>lo(s,r,(p,d,g,b,$,w,C,T,M,v,A)=>{[i,c]=_s(g,i,c);let k=p.pxRound,{left:ee,width:F}=s.bbox,X=me=>k(w(me,b,v,T)),N=me=>k(C(me,$,A,M)),Y=b.ori==0?Jo:Yo,G={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:Go},P=G.stroke,Q=b.dir*(b.ori==0?1:-1),L=N(g[Q==1?i:c]),ne=X(d[Q==1?i:c]),V=ne,fe=ne;l&&t==-1&&(fe=ee,Y(P,fe,L)),Y(P,ne,L);for(let me=Q==1?i:c;me>=i&&me<=c;me+=Q){let be=g[me];if(be==null)continue;let re=X(d[me]),H=N(be);t==1?Y(P,re,L):Y(P,V,H),Y(P,re,H),L=H,V=re}let q=V;l&&t==1&&(q=ee+F,Y(P,q,L));let[yt,Oe]=ra(s,r);if(p.fill!=null||yt!=0){let me=G.fill=new Path2D(P),be=p.fillTo(s,r,p.min,p.max,yt),re=N(be);Y(me,q,re),Y(me,fe,re)}if(!p.spanGaps){let me=[];me.push(...aa(d,g,i,c,Q,X,o));let be=p.width*$e/2,re=n||t==1?be:-be,H=n||t==-1?-be:be;me.forEach(Je=>{Je[0]+=re,Je[1]+=H}),G.gaps=me=p.gaps(s,r,i,c,me),G.clip=ws(me,b.ori,T,M,v,A)}return Oe!=0&&(G.band=Oe==2?[Sn(s,r,i,c,P,-1),Sn(s,r,i,c,P,1)]:Sn(s,r,i,c,P,Oe)),G})}function xc(e,t,n,o,l,s,r=we){if(e.length>1){let i=null;for(let c=0,p=1/0;c<e.length;c++)if(t[c]!==void 0){if(i!=null){let d=Xe(e[c]-e[i]);d<p&&(p=d,r=Xe(n(e[c],o,l,s)-n(e[i],o,l,s)))}i=c}}return r}function ed(e){e=e||Sl;let t=de(e.size,[.6,we,1]),n=e.align||0,o=e.gap||0,l=e.radius;l=l==null?[0,0]:typeof l=="number"?[l,0]:l;let s=ue(l),r=1-t[0],i=de(t[1],we),c=de(t[2],1),p=de(e.disp,Sl),d=de(e.each,$=>{}),{fill:g,stroke:b}=p;return($,w,C,T)=>lo($,w,(M,v,A,k,ee,F,X,N,Y,G,P)=>{let Q=M.pxRound,L=n,ne=o*$e,V=i*$e,fe=c*$e,q,yt;k.ori==0?[q,yt]=s($,w):[yt,q]=s($,w);let Oe=k.dir*(k.ori==0?1:-1),me=k.ori==0?xs:ia,be=k.ori==0?d:(j,ke,Ye,io,Hn,nn,Un)=>{d(j,ke,Ye,Hn,io,Un,nn)},re=de($.bands,ta).find(j=>j.series[0]==w),H=re!=null?re.dir:0,Je=M.fillTo($,w,M.min,M.max,H),pt=Q(X(Je,ee,P,Y)),De,ge,Gt,xt=G,Re=Q(M.width*$e),tn=!1,pn=null,Rt=null,kn=null,so=null;g!=null&&(Re==0||b!=null)&&(tn=!0,pn=g.values($,w,C,T),Rt=new Map,new Set(pn).forEach(j=>{j!=null&&Rt.set(j,new Path2D)}),Re>0&&(kn=b.values($,w,C,T),so=new Map,new Set(kn).forEach(j=>{j!=null&&so.set(j,new Path2D)})));let{x0:ro,size:Ko}=p;if(ro!=null&&Ko!=null){L=1,v=ro.values($,w,C,T),ro.unit==2&&(v=v.map(Ye=>$.posToVal(N+Ye*G,k.key,!0)));let j=Ko.values($,w,C,T);Ko.unit==2?ge=j[0]*G:ge=F(j[0],k,G,N)-F(0,k,G,N),xt=xc(v,A,F,k,G,N,xt),Gt=xt-ge+ne}else xt=xc(v,A,F,k,G,N,xt),Gt=xt*r+ne,ge=xt-Gt;Gt<1&&(Gt=0),Re>=ge/2&&(Re=0),Gt<5&&(Q=Dc);let Pl=Gt>0,jn=xt-Gt-(Pl?Re:0);ge=Q(Wr(jn,fe,V)),De=(L==0?ge/2:L==Oe?0:ge)-L*Oe*((L==0?ne/2:0)+(Pl?Re/2:0));let dt={stroke:null,fill:null,clip:null,band:null,gaps:null,flags:0},ao=tn?null:new Path2D,dn=null;if(re!=null)dn=$.data[re.series[1]];else{let{y0:j,y1:ke}=p;j!=null&&ke!=null&&(A=ke.values($,w,C,T),dn=j.values($,w,C,T))}let In=q*ge,le=yt*ge;for(let j=Oe==1?C:T;j>=C&&j<=T;j+=Oe){let ke=A[j];if(ke==null)continue;if(dn!=null){let vt=dn[j]??0;if(ke-vt==0)continue;pt=X(vt,ee,P,Y)}let Ye=k.distr!=2||p!=null?v[j]:j,io=F(Ye,k,G,N),Hn=X(de(ke,Je),ee,P,Y),nn=Q(io-De),Un=Q(bt(Hn,pt)),Tt=Q(en(Hn,pt)),Ft=Un-Tt;if(ke!=null){let vt=ke<0?le:In,Bt=ke<0?In:le;tn?(Re>0&&kn[j]!=null&&me(so.get(kn[j]),nn,Tt+Dt(Re/2),ge,bt(0,Ft-Re),vt,Bt),pn[j]!=null&&me(Rt.get(pn[j]),nn,Tt+Dt(Re/2),ge,bt(0,Ft-Re),vt,Bt)):me(ao,nn,Tt+Dt(Re/2),ge,bt(0,Ft-Re),vt,Bt),be($,w,j,nn-Re/2,Tt,ge+Re,Ft)}}return Re>0?dt.stroke=tn?so:ao:tn||(dt._fill=M.width==0?M._fill:M._stroke??M._fill,dt.width=0),dt.fill=tn?Rt:ao,dt})}function td(e,t){let n=de(t?.alignGaps,0);return(o,l,s,r)=>lo(o,l,(i,c,p,d,g,b,$,w,C,T,M)=>{[s,r]=_s(p,s,r);let v=i.pxRound,A=q=>v(b(q,d,T,w)),k=q=>v($(q,g,M,C)),ee,F,X;d.ori==0?(ee=Ss,X=Jo,F=au):(ee=ks,X=Yo,F=iu);let N=d.dir*(d.ori==0?1:-1),Y=A(c[N==1?s:r]),G=Y,P=[],Q=[];for(let q=N==1?s:r;q>=s&&q<=r;q+=N)if(p[q]!=null){let Oe=c[q],me=A(Oe);P.push(G=me),Q.push(k(p[q]))}let L={stroke:e(P,Q,ee,X,F,v),fill:null,clip:null,band:null,gaps:null,flags:Go},ne=L.stroke,[V,fe]=ra(o,l);if(i.fill!=null||V!=0){let q=L.fill=new Path2D(ne),yt=i.fillTo(o,l,i.min,i.max,V),Oe=k(yt);X(q,G,Oe),X(q,Y,Oe)}if(!i.spanGaps){let q=[];q.push(...aa(c,p,s,r,N,A,n)),L.gaps=q=i.gaps(o,l,s,r,q),L.clip=ws(q,d.ori,w,C,T,M)}return fe!=0&&(L.band=fe==2?[Sn(o,l,s,r,ne,-1),Sn(o,l,s,r,ne,1)]:Sn(o,l,s,r,ne,fe)),L})}function nd(e){return td(od,e)}function od(e,t,n,o,l,s){let r=e.length;if(r<2)return null;let i=new Path2D;if(n(i,e[0],t[0]),r==2)o(i,e[1],t[1]);else{let c=Array(r),p=Array(r-1),d=Array(r-1),g=Array(r-1);for(let b=0;b<r-1;b++)d[b]=t[b+1]-t[b],g[b]=e[b+1]-e[b],p[b]=d[b]/g[b];c[0]=p[0];for(let b=1;b<r-1;b++)p[b]===0||p[b-1]===0||p[b-1]>0!=p[b]>0?c[b]=0:(c[b]=3*(g[b-1]+g[b])/((2*g[b]+g[b-1])/p[b-1]+(g[b]+2*g[b-1])/p[b]),isFinite(c[b])||(c[b]=0));c[r-1]=p[r-2];for(let b=0;b<r-1;b++)l(i,e[b]+g[b]/3,t[b]+c[b]*g[b]/3,e[b+1]-g[b]/3,t[b+1]-c[b+1]*g[b]/3,e[b+1],t[b+1])}return i}var Br=new Set;function Tc(){for(let e of Br)e.syncRect(!0)}Bo&&(no(Fm,zo,Tc),no(jm,zo,Tc,!0),no(hs,zo,()=>{at.pxRatio=$e}));var ld=fu(),sd=cu();function Mc(e,t,n,o){return(o?[e[0],e[1]].concat(e.slice(2)):[e[0]].concat(e.slice(1))).map((s,r)=>Jr(s,r,t,n))}function rd(e,t){return e.map((n,o)=>o==0?{}:Be({},t,n))}function Jr(e,t,n,o){return Be({},t==0?n:o,e)}function mu(e,t,n){return t==null?qo:[t,n]}var ad=mu;function id(e,t,n){return t==null?qo:$s(t,n,Xr,!0)}function pu(e,t,n,o){return t==null?qo:bs(t,n,e.scales[o].log,!1)}var cd=pu;function du(e,t,n,o){return t==null?qo:Zr(t,n,e.scales[o].log,!1)}var ud=du;function fd(e,t,n,o,l){let s=bt(sc(e),sc(t)),r=t-e,i=Xt(l/o*r,n);do{let c=n[i],p=o*c/r;if(p>=l&&s+(c<5?Fn.get(c):0)<=17)return[c,p]}while(++i<n.length);return[0,0]}function Cc(e){let t,n;return e=e.replace(/(\d+)px/,(o,l)=>(t=Ze((n=+l)*$e))+"px"),[e,t,n]}function md(e){e.show&&[e.font,e.labelFont].forEach(t=>{let n=Se(t[2]*$e,1);t[0]=t[0].replace(/[0-9.]+px/,n+"px"),t[1]=n})}function at(e,t,n){let o={mode:de(e.mode,1)},l=o.mode;function s(a,f,m,h){let _=f.valToPct(a);return h+m*(f.dir==-1?1-_:_)}function r(a,f,m,h){let _=f.valToPct(a);return h+m*(f.dir==-1?_:1-_)}function i(a,f,m,h){return f.ori==0?s(a,f,m,h):r(a,f,m,h)}o.valToPosH=s,o.valToPosV=r;let c=!1;o.status=0;let p=o.root=qt(bm);if(e.id!=null&&(p.id=e.id),Ot(p,e.class),e.title){let a=qt(wm,p);a.textContent=e.title}let d=Zt("canvas"),g=o.ctx=d.getContext("2d"),b=qt(Sm,p);no("click",b,a=>{a.target===w&&(Me!=yo||Le!=vo)&&ct.click(o,a)},!0);let $=o.under=qt(km,b);b.appendChild(d);let w=o.over=qt(xm,b);e=Vo(e);let C=+de(e.pxAlign,1),T=kc(C);(e.plugins||[]).forEach(a=>{a.opts&&(e=a.opts(o,e)||e)});let M=e.ms||.001,v=o.series=l==1?Mc(e.series||[],gc,wc,!1):rd(e.series||[null],vc),A=o.axes=Mc(e.axes||[],$c,bc,!0),k=o.scales={},ee=o.bands=e.bands||[];ee.forEach(a=>{a.fill=ue(a.fill||null),a.dir=de(a.dir,-1)});let F=l==2?v[1].facets[0].scale:v[0].scale,X={axes:mf,series:rf},N=(e.drawOrder||["axes","series"]).map(a=>X[a]);function Y(a){let f=a.distr==3?m=>wn(m>0?m:a.clamp(o,m,a.min,a.max,a.key)):a.distr==4?m=>Lr(m,a.asinh):a.distr==100?m=>a.fwd(m):m=>m;return m=>{let h=f(m),{_min:_,_max:y}=a,S=y-_;return(h-_)/S}}function G(a){let f=k[a];if(f==null){let m=(e.scales||Sl)[a]||Sl;if(m.from!=null){G(m.from);let h=Be({},k[m.from],m,{key:a});h.valToPct=Y(h),k[a]=h}else{f=k[a]=Be({},a==F?nu:Jp,m),f.key=a;let h=f.time,_=f.range,y=Rn(_);if((a!=F||l==2&&!h)&&(y&&(_[0]==null||_[1]==null)&&(_={min:_[0]==null?nc:{mode:1,hard:_[0],soft:_[0]},max:_[1]==null?nc:{mode:1,hard:_[1],soft:_[1]}},y=!1),!y&&vs(_))){let S=_;_=(x,E,O)=>E==null?qo:$s(E,O,S)}f.range=ue(_||(h?ad:a==F?f.distr==3?cd:f.distr==4?ud:mu:f.distr==3?pu:f.distr==4?du:id)),f.auto=ue(y?!1:f.auto),f.clamp=ue(f.clamp||Bp),f._min=f._max=null,f.valToPct=Y(f)}}}G("x"),G("y"),l==1&&v.forEach(a=>{G(a.scale)}),A.forEach(a=>{G(a.scale)});for(let a in e.scales)G(a);let P=k[F],Q=P.distr,L,ne;P.ori==0?(Ot(p,ym),L=s,ne=r):(Ot(p,vm),L=r,ne=s);let V={};for(let a in k){let f=k[a];(f.min!=null||f.max!=null)&&(V[a]={min:f.min,max:f.max},f.min=f.max=null)}let fe=e.tzDate||(a=>new Date(Ze(a/M))),q=e.fmtDate||na,yt=M==1?yp(fe):Sp(fe),Oe=pc(fe,mc(M==1?bp:wp,q)),me=hc(fe,dc(xp,q)),be=[],re=o.legend=Be({},Cp,e.legend),H=o.cursor=Be({},Dp,{drag:{y:l==2}},e.cursor),Je=re.show,pt=H.show,De=re.markers;re.idxs=be,De.width=ue(De.width),De.dash=ue(De.dash),De.stroke=ue(De.stroke),De.fill=ue(De.fill);let ge,Gt,xt,Re=[],tn=[],pn,Rt=!1,kn={};if(re.live){let a=v[1]?v[1].values:null;Rt=a!=null,pn=Rt?a(o,1,0):{_:0};for(let f in pn)kn[f]=Qr}if(Je)if(ge=Zt("table",Am,p),xt=Zt("tbody",null,ge),re.mount(o,ge),Rt){Gt=Zt("thead",null,ge,xt);let a=Zt("tr",null,Gt);Zt("th",null,a);for(var so in pn)Zt("th",Wi,a).textContent=so}else Ot(ge,Om),re.live&&Ot(ge,Nm);let ro={show:!0},Ko={show:!1};function Pl(a,f){if(f==0&&(Rt||!re.live||l==2))return qo;let m=[],h=Zt("tr",Dm,xt,xt.childNodes[f]);Ot(h,a.class),a.show||Ot(h,to);let _=Zt("th",null,h);if(De.show){let x=qt(Lm,_);if(f>0){let E=De.width(o,f);E&&(x.style.border=E+"px "+De.dash(o,f)+" "+De.stroke(o,f)),x.style.background=De.fill(o,f)}}let y=qt(Wi,_);a.label instanceof HTMLElement?y.appendChild(a.label):y.textContent=a.label,f>0&&(De.show||(y.style.color=a.width>0?De.stroke(o,f):De.fill(o,f)),dt("click",_,x=>{if(H._lock)return;Wn(x);let E=v.indexOf(a);if((x.ctrlKey||x.metaKey)!=re.isolate){let O=v.some((R,I)=>I>0&&I!=E&&R.show);v.forEach((R,I)=>{I>0&&ln(I,O?I==E?ro:Ko:ro,!0,qe.setSeries)})}else ln(E,{show:!a.show},!0,qe.setSeries)},!1),uo&&dt(Bi,_,x=>{H._lock||(Wn(x),ln(v.indexOf(a),So,!0,qe.setSeries))},!1));for(var S in pn){let x=Zt("td",Rm,h);x.textContent="--",m.push(x)}return[h,m]}let jn=new Map;function dt(a,f,m,h=!0){let _=jn.get(f)||{},y=H.bind[a](o,f,m,h);y&&(no(a,f,_[a]=y),jn.set(f,_))}function ao(a,f,m){let h=jn.get(f)||{};for(let _ in h)(a==null||_==a)&&(zr(_,f,h[_]),delete h[_]);a==null&&jn.delete(f)}let dn=0,In=0,le=0,j=0,ke=0,Ye=0,io=ke,Hn=Ye,nn=le,Un=j,Tt=0,Ft=0,vt=0,Bt=0;o.bbox={};let Fs=!1,Al=!1,co=!1,zn=!1,Nl=!1,jt=!1;function js(a,f,m){(m||a!=o.width||f!=o.height)&&ha(a,f),$o(!1),co=!0,Al=!0,go()}function ha(a,f){o.width=dn=le=a,o.height=In=j=f,ke=Ye=0,Xu(),ef();let m=o.bbox;Tt=m.left=Xn(ke*$e,.5),Ft=m.top=Xn(Ye*$e,.5),vt=m.width=Xn(le*$e,.5),Bt=m.height=Xn(j*$e,.5)}let Qu=3;function Ku(){let a=!1,f=0;for(;!a;){f++;let m=uf(f),h=ff(f);a=f==Qu||m&&h,a||(ha(o.width,o.height),Al=!0)}}function Zu({width:a,height:f}){js(a,f)}o.setSize=Zu;function Xu(){let a=!1,f=!1,m=!1,h=!1;A.forEach((_,y)=>{if(_.show&&_._show){let{side:S,_size:x}=_,E=S%2,O=_.label!=null?_.labelSize:0,R=x+O;R>0&&(E?(le-=R,S==3?(ke+=R,h=!0):m=!0):(j-=R,S==0?(Ye+=R,a=!0):f=!0))}}),qn[0]=a,qn[1]=m,qn[2]=f,qn[3]=h,le-=xn[1]+xn[3],ke+=xn[3],j-=xn[2]+xn[0],Ye+=xn[0]}function ef(){let a=ke+le,f=Ye+j,m=ke,h=Ye;function _(y,S){switch(y){case 1:return a+=S,a-S;case 2:return f+=S,f-S;case 3:return m-=S,m+S;case 0:return h-=S,h+S}}A.forEach((y,S)=>{if(y.show&&y._show){let x=y.side;y._pos=_(x,y._size),y.label!=null&&(y._lpos=_(x,y.labelSize))}})}if(H.dataIdx==null){let a=H.hover,f=a.skip=new Set(a.skip??[]);f.add(void 0);let m=a.prox=ue(a.prox),h=a.bias??=0;H.dataIdx=(_,y,S,x)=>{if(y==0)return S;let E=S,O=m(_,y,S,x)??we,R=O>=0&&O<we,I=P.ori==0?le:j,oe=H.left,he=t[0],pe=t[y];if(f.has(pe[S])){E=null;let ie=null,Z=null,U;if(h==0||h==-1)for(U=S;ie==null&&U-- >0;)f.has(pe[U])||(ie=U);if(h==0||h==1)for(U=S;Z==null&&U++<pe.length;)f.has(pe[U])||(Z=U);if(ie!=null||Z!=null)if(R){let Ee=ie==null?-1/0:L(he[ie],P,I,0),je=Z==null?1/0:L(he[Z],P,I,0),st=oe-Ee,ye=je-oe;st<=ye?st<=O&&(E=ie):ye<=O&&(E=Z)}else E=Z==null?ie:ie==null?Z:S-ie<=Z-S?ie:Z}else R&&Xe(oe-L(he[S],P,I,0))>O&&(E=null);return E}}let Wn=a=>{H.event=a};H.idxs=be,H._lock=!1;let ft=H.points;ft.show=ue(ft.show),ft.size=ue(ft.size),ft.stroke=ue(ft.stroke),ft.width=ue(ft.width),ft.fill=ue(ft.fill);let on=o.focus=Be({},e.focus||{alpha:.3},H.focus),uo=on.prox>=0,fo=uo&&ft.one,It=[],mo=[],po=[];function $a(a,f){let m=ft.show(o,f);if(m instanceof HTMLElement)return Ot(m,Pm),Ot(m,a.class),un(m,-10,-10,le,j),w.insertBefore(m,It[f]),m}function ga(a,f){if(l==1||f>0){let m=l==1&&k[a.scale].time,h=a.value;a.value=m?ic(h)?hc(fe,dc(h,q)):h||me:h||qp,a.label=a.label||(m?Rp:Lp)}if(fo||f>0){a.width=a.width==null?1:a.width,a.paths=a.paths||ld||Jm,a.fillTo=ue(a.fillTo||Yp),a.pxAlign=+de(a.pxAlign,C),a.pxRound=kc(a.pxAlign),a.stroke=ue(a.stroke||null),a.fill=ue(a.fill||null),a._stroke=a._fill=a._paths=a._focus=null;let m=Vp(bt(1,a.width),1),h=a.points=Be({},{size:m,width:bt(1,m*.2),stroke:a.stroke,space:m*2,paths:sd,_stroke:null,_fill:null},a.points);h.show=ue(h.show),h.filter=ue(h.filter),h.fill=ue(h.fill),h.stroke=ue(h.stroke),h.paths=ue(h.paths),h.pxAlign=a.pxAlign}if(Je){let m=Pl(a,f);Re.splice(f,0,m[0]),tn.splice(f,0,m[1]),re.values.push(null)}if(pt){be.splice(f,0,null);let m=null;fo?f==0&&(m=$a(a,f)):f>0&&(m=$a(a,f)),It.splice(f,0,m),mo.splice(f,0,0),po.splice(f,0,0)}lt("addSeries",f)}function tf(a,f){f=f??v.length,a=l==1?Jr(a,f,gc,wc):Jr(a,f,{},vc),v.splice(f,0,a),ga(v[f],f)}o.addSeries=tf;function nf(a){if(v.splice(a,1),Je){re.values.splice(a,1),tn.splice(a,1);let f=Re.splice(a,1)[0];ao(null,f.firstChild),f.remove()}pt&&(be.splice(a,1),It.splice(a,1)[0].remove(),mo.splice(a,1),po.splice(a,1)),lt("delSeries",a)}o.delSeries=nf;let qn=[!1,!1,!1,!1];function of(a,f){if(a._show=a.show,a.show){let m=a.side%2,h=k[a.scale];h==null&&(a.scale=m?v[1].scale:F,h=k[a.scale]);let _=h.time;a.size=ue(a.size),a.space=ue(a.space),a.rotate=ue(a.rotate),Rn(a.incrs)&&a.incrs.forEach(S=>{!Fn.has(S)&&Fn.set(S,Fc(S))}),a.incrs=ue(a.incrs||(h.distr==2?$p:_?M==1?_p:vp:eo)),a.splits=ue(a.splits||(_&&h.distr==1?yt:h.distr==3?qr:h.distr==4?Ip:jp)),a.stroke=ue(a.stroke),a.grid.stroke=ue(a.grid.stroke),a.ticks.stroke=ue(a.ticks.stroke),a.border.stroke=ue(a.border.stroke);let y=a.values;a.values=Rn(y)&&!Rn(y[0])?ue(y):_?Rn(y)?pc(fe,mc(y,q)):ic(y)?kp(fe,y):y||Oe:y||Fp,a.filter=ue(a.filter||(h.distr>=3&&h.log==10?zp:h.distr==3&&h.log==2?Wp:Lc)),a.font=Cc(a.font),a.labelFont=Cc(a.labelFont),a._size=a.size(o,null,f,0),a._space=a._rotate=a._incrs=a._found=a._splits=a._values=null,a._size>0&&(qn[f]=!0,a._el=qt(Tm,b))}}function Zo(a,f,m,h){let[_,y,S,x]=m,E=f%2,O=0;return E==0&&(x||y)&&(O=f==0&&!_||f==2&&!S?Ze($c.size/3):0),E==1&&(_||S)&&(O=f==1&&!y||f==3&&!x?Ze(bc.size/2):0),O}let _a=o.padding=(e.padding||[Zo,Zo,Zo,Zo]).map(a=>ue(de(a,Zo))),xn=o._padding=_a.map((a,f)=>a(o,f,qn,0)),it,et=null,tt=null,Ol=l==1?v[0].idxs:null,Jt=null,Xo=!1;function ba(a,f){if(t=a??[],o.data=o._data=t,l==2){it=0;for(let m=1;m<v.length;m++)it+=t[m][0].length}else{t.length==0&&(o.data=o._data=t=[[]]),Jt=t[0],it=Jt.length;let m=t;if(Q==2){m=t.slice();let h=m[0]=Array(it);for(let _=0;_<it;_++)h[_]=_}o._data=t=m}if($o(!0),lt("setData"),Q==2&&(co=!0),f!==!1){let m=P;m.auto(o,Xo)?Is():Mn(F,m.min,m.max),zn=zn||H.left>=0,jt=!0,go()}}o.setData=ba;function Is(){Xo=!0;let a,f;l==1&&(it>0?(et=Ol[0]=0,tt=Ol[1]=it-1,a=t[0][et],f=t[0][tt],Q==2?(a=et,f=tt):a==f&&(Q==3?[a,f]=bs(a,a,P.log,!1):Q==4?[a,f]=Zr(a,a,P.log,!1):P.time?f=a+Ze(86400/M):[a,f]=$s(a,f,Xr,!0))):(et=Ol[0]=a=null,tt=Ol[1]=f=null)),Mn(F,a,f)}let Dl,ho,Hs,Us,zs,Ws,qs,Vs,Gs,wt;function ya(a,f,m,h,_,y){a??=Vi,m??=ta,h??="butt",_??=Vi,y??="round",a!=Dl&&(g.strokeStyle=Dl=a),_!=ho&&(g.fillStyle=ho=_),f!=Hs&&(g.lineWidth=Hs=f),y!=zs&&(g.lineJoin=zs=y),h!=Ws&&(g.lineCap=Ws=h),m!=Us&&g.setLineDash(Us=m)}function va(a,f,m,h){f!=ho&&(g.fillStyle=ho=f),a!=qs&&(g.font=qs=a),m!=Vs&&(g.textAlign=Vs=m),h!=Gs&&(g.textBaseline=Gs=h)}function Bs(a,f,m,h,_=0){if(h.length>0&&a.auto(o,Xo)&&(f==null||f.min==null)){let y=de(et,0),S=de(tt,h.length-1),x=m.min==null?zm(h,y,S,_,a.distr==3):[m.min,m.max];a.min=en(a.min,m.min=x[0]),a.max=bt(a.max,m.max=x[1])}}let wa={min:null,max:null};function lf(){for(let h in k){let _=k[h];V[h]==null&&(_.min==null||V[F]!=null&&_.auto(o,Xo))&&(V[h]=wa)}for(let h in k){let _=k[h];V[h]==null&&_.from!=null&&V[_.from]!=null&&(V[h]=wa)}V[F]!=null&&$o(!0);let a={};for(let h in V){let _=V[h];if(_!=null){let y=a[h]=Vo(k[h],Km);if(_.min!=null)Be(y,_);else if(h!=F||l==2)if(it==0&&y.from==null){let S=y.range(o,null,null,h);y.min=S[0],y.max=S[1]}else y.min=we,y.max=-we}}if(it>0){v.forEach((h,_)=>{if(l==1){let y=h.scale,S=V[y];if(S==null)return;let x=a[y];if(_==0){let E=x.range(o,x.min,x.max,y);x.min=E[0],x.max=E[1],et=Xt(x.min,t[0]),tt=Xt(x.max,t[0]),tt-et>1&&(t[0][et]<x.min&&et++,t[0][tt]>x.max&&tt--),h.min=Jt[et],h.max=Jt[tt]}else h.show&&h.auto&&Bs(x,S,h,t[_],h.sorted);h.idxs[0]=et,h.idxs[1]=tt}else if(_>0&&h.show&&h.auto){let[y,S]=h.facets,x=y.scale,E=S.scale,[O,R]=t[_],I=a[x],oe=a[E];I!=null&&Bs(I,V[x],y,O,y.sorted),oe!=null&&Bs(oe,V[E],S,R,S.sorted),h.min=S.min,h.max=S.max}});for(let h in a){let _=a[h],y=V[h];if(_.from==null&&(y==null||y.min==null)){let S=_.range(o,_.min==we?null:_.min,_.max==-we?null:_.max,h);_.min=S[0],_.max=S[1]}}}for(let h in a){let _=a[h];if(_.from!=null){let y=a[_.from];if(y.min==null)_.min=_.max=null;else{let S=_.range(o,y.min,y.max,h);_.min=S[0],_.max=S[1]}}}let f={},m=!1;for(let h in a){let _=a[h],y=k[h];if(y.min!=_.min||y.max!=_.max){y.min=_.min,y.max=_.max;let S=y.distr;y._min=S==3?wn(y.min):S==4?Lr(y.min,y.asinh):S==100?y.fwd(y.min):y.min,y._max=S==3?wn(y.max):S==4?Lr(y.max,y.asinh):S==100?y.fwd(y.max):y.max,f[h]=m=!0}}if(m){v.forEach((h,_)=>{l==2?_>0&&f.y&&(h._paths=null):f[h.scale]&&(h._paths=null)});for(let h in f)co=!0,lt("setScale",h);pt&&H.left>=0&&(zn=jt=!0)}for(let h in V)V[h]=null}function sf(a){let f=Wr(et-1,0,it-1),m=Wr(tt+1,0,it-1);for(;a[f]==null&&f>0;)f--;for(;a[m]==null&&m<it-1;)m++;return[f,m]}function rf(){if(it>0){let a=v.some(f=>f._focus)&&wt!=on.alpha;a&&(g.globalAlpha=wt=on.alpha),v.forEach((f,m)=>{if(m>0&&f.show&&(Sa(m,!1),Sa(m,!0),f._paths==null)){let h=wt;wt!=f.alpha&&(g.globalAlpha=wt=f.alpha);let _=l==2?[0,t[m][0].length-1]:sf(t[m]);f._paths=f.paths(o,m,_[0],_[1]),wt!=h&&(g.globalAlpha=wt=h)}}),v.forEach((f,m)=>{if(m>0&&f.show){let h=wt;wt!=f.alpha&&(g.globalAlpha=wt=f.alpha),f._paths!=null&&ka(m,!1);{let _=f._paths!=null?f._paths.gaps:null,y=f.points.show(o,m,et,tt,_),S=f.points.filter(o,m,y,_);(y||S)&&(f.points._paths=f.points.paths(o,m,et,tt,S),ka(m,!0))}wt!=h&&(g.globalAlpha=wt=h),lt("drawSeries",m)}}),a&&(g.globalAlpha=wt=1)}}function Sa(a,f){let m=f?v[a].points:v[a];m._stroke=m.stroke(o,a),m._fill=m.fill(o,a)}function ka(a,f){let m=f?v[a].points:v[a],{stroke:h,fill:_,clip:y,flags:S,_stroke:x=m._stroke,_fill:E=m._fill,_width:O=m.width}=m._paths;O=Se(O*$e,3);let R=null,I=O%2/2;f&&E==null&&(E=O>0?"#fff":x);let oe=m.pxAlign==1&&I>0;if(oe&&g.translate(I,I),!f){let he=Tt-O/2,pe=Ft-O/2,ie=vt+O,Z=Bt+O;R=new Path2D,R.rect(he,pe,ie,Z)}f?Js(x,O,m.dash,m.cap,E,h,_,S,y):af(a,x,O,m.dash,m.cap,E,h,_,S,R,y),oe&&g.translate(-I,-I)}function af(a,f,m,h,_,y,S,x,E,O,R){let I=!1;E!=0&&ee.forEach((oe,he)=>{if(oe.series[0]==a){let pe=v[oe.series[1]],ie=t[oe.series[1]],Z=(pe._paths||Sl).band;Rn(Z)&&(Z=oe.dir==1?Z[0]:Z[1]);let U,Ee=null;pe.show&&Z&&qm(ie,et,tt)?(Ee=oe.fill(o,he)||y,U=pe._paths.clip):Z=null,Js(f,m,h,_,Ee,S,x,E,O,R,U,Z),I=!0}}),I||Js(f,m,h,_,y,S,x,E,O,R)}let xa=Go|Gr;function Js(a,f,m,h,_,y,S,x,E,O,R,I){ya(a,f,m,h,_),(E||O||I)&&(g.save(),E&&g.clip(E),O&&g.clip(O)),I?(x&xa)==xa?(g.clip(I),R&&g.clip(R),Rl(_,S),Ll(a,y,f)):x&Gr?(Rl(_,S),g.clip(I),Ll(a,y,f)):x&Go&&(g.save(),g.clip(I),R&&g.clip(R),Rl(_,S),g.restore(),Ll(a,y,f)):(Rl(_,S),Ll(a,y,f)),(E||O||I)&&g.restore()}function Ll(a,f,m){m>0&&(f instanceof Map?f.forEach((h,_)=>{g.strokeStyle=Dl=_,g.stroke(h)}):f!=null&&a&&g.stroke(f))}function Rl(a,f){f instanceof Map?f.forEach((m,h)=>{g.fillStyle=ho=h,g.fill(m)}):f!=null&&a&&g.fill(f)}function cf(a,f,m,h){let _=A[a],y;if(h<=0)y=[0,0];else{let S=_._space=_.space(o,a,f,m,h),x=_._incrs=_.incrs(o,a,f,m,h,S);y=fd(f,m,x,h,S)}return _._found=y}function Ys(a,f,m,h,_,y,S,x,E,O){let R=S%2/2;C==1&&g.translate(R,R),ya(x,S,E,O,x),g.beginPath();let I,oe,he,pe,ie=_+(h==0||h==3?-y:y);m==0?(oe=_,pe=ie):(I=_,he=ie);for(let Z=0;Z<a.length;Z++)f[Z]!=null&&(m==0?I=he=a[Z]:oe=pe=a[Z],g.moveTo(I,oe),g.lineTo(he,pe));g.stroke(),C==1&&g.translate(-R,-R)}function uf(a){let f=!0;return A.forEach((m,h)=>{if(!m.show)return;let _=k[m.scale];if(_.min==null){m._show&&(f=!1,m._show=!1,$o(!1));return}else m._show||(f=!1,m._show=!0,$o(!1));let y=m.side,S=y%2,{min:x,max:E}=_,[O,R]=cf(h,x,E,S==0?le:j);if(R==0)return;let I=_.distr==2,oe=m._splits=m.splits(o,h,x,E,O,R,I),he=_.distr==2?oe.map(U=>Jt[U]):oe,pe=_.distr==2?Jt[oe[1]]-Jt[oe[0]]:O,ie=m._values=m.values(o,m.filter(o,he,h,R,pe),h,R,pe);m._rotate=y==2?m.rotate(o,ie,h,R):0;let Z=m._size;m._size=Vt(m.size(o,ie,h,a)),Z!=null&&m._size!=Z&&(f=!1)}),f}function ff(a){let f=!0;return _a.forEach((m,h)=>{let _=m(o,h,qn,a);_!=xn[h]&&(f=!1),xn[h]=_}),f}function mf(){for(let a=0;a<A.length;a++){let f=A[a];if(!f.show||!f._show)continue;let m=f.side,h=m%2,_,y,S=f.stroke(o,a),x=m==0||m==3?-1:1,[E,O]=f._found;if(f.label!=null){let $t=f.labelGap*x,Et=Ze((f._lpos+$t)*$e);va(f.labelFont[0],S,"center",m==2?"top":qi),g.save(),h==1?(_=y=0,g.translate(Et,Ze(Ft+Bt/2)),g.rotate((m==3?-ds:ds)/2)):(_=Ze(Tt+vt/2),y=Et);let Bn=Oc(f.label)?f.label(o,a,E,O):f.label;g.fillText(Bn,_,y),g.restore()}if(O==0)continue;let R=k[f.scale],I=h==0?vt:Bt,oe=h==0?Tt:Ft,he=f._splits,pe=R.distr==2?he.map($t=>Jt[$t]):he,ie=R.distr==2?Jt[he[1]]-Jt[he[0]]:E,Z=f.ticks,U=f.border,Ee=Z.show?Z.size:0,je=Ze(Ee*$e),st=Ze((f.alignTo==2?f._size-Ee-f.gap:f.gap)*$e),ye=f._rotate*-ds/180,Ie=T(f._pos*$e),Mt=(je+st)*x,ht=Ie+Mt;y=h==0?ht:0,_=h==1?ht:0;let Ht=f.font[0],Yt=f.align==1?Ho:f.align==2?Nr:ye>0?Ho:ye<0?Nr:h==0?"center":m==3?Nr:Ho,rn=ye||h==1?"middle":m==2?"top":qi;va(Ht,S,Yt,rn);let Ct=f.font[1]*f.lineGap,Ut=he.map($t=>T(i($t,R,I,oe))),Qt=f._values;for(let $t=0;$t<Qt.length;$t++){let Et=Qt[$t];if(Et!=null){h==0?_=Ut[$t]:y=Ut[$t],Et=""+Et;let Bn=Et.indexOf(`
`)==-1?[Et]:Et.split(/\n/gm);for(let gt=0;gt<Bn.length;gt++){let qa=Bn[gt];ye?(g.save(),g.translate(_,y+gt*Ct),g.rotate(ye),g.fillText(qa,0,0),g.restore()):g.fillText(qa,_,y+gt*Ct)}}}Z.show&&Ys(Ut,Z.filter(o,pe,a,O,ie),h,m,Ie,je,Se(Z.width*$e,3),Z.stroke(o,a),Z.dash,Z.cap);let an=f.grid;an.show&&Ys(Ut,an.filter(o,pe,a,O,ie),h,h==0?2:1,h==0?Ft:Tt,h==0?Bt:vt,Se(an.width*$e,3),an.stroke(o,a),an.dash,an.cap),U.show&&Ys([Ie],[1],h==0?1:0,h==0?1:2,h==1?Ft:Tt,h==1?Bt:vt,Se(U.width*$e,3),U.stroke(o,a),U.dash,U.cap)}lt("drawAxes")}function $o(a){v.forEach((f,m)=>{m>0&&(f._paths=null,a&&(l==1?(f.min=null,f.max=null):f.facets.forEach(h=>{h.min=null,h.max=null})))})}let Fl=!1,Qs=!1,el=[];function pf(){Qs=!1;for(let a=0;a<el.length;a++)lt(...el[a]);el.length=0}function go(){Fl||(lp(Ta),Fl=!0)}function df(a,f=!1){Fl=!0,Qs=f,a(o),Ta(),f&&el.length>0&&queueMicrotask(pf)}o.batch=df;function Ta(){if(Fs&&(lf(),Fs=!1),co&&(Ku(),co=!1),Al){if(Ne($,Ho,ke),Ne($,"top",Ye),Ne($,bl,le),Ne($,yl,j),Ne(w,Ho,ke),Ne(w,"top",Ye),Ne(w,bl,le),Ne(w,yl,j),Ne(b,bl,dn),Ne(b,yl,In),d.width=Ze(dn*$e),d.height=Ze(In*$e),A.forEach(({_el:a,_show:f,_size:m,_pos:h,side:_})=>{if(a!=null)if(f){let y=_===3||_===0?m:0,S=_%2==1;Ne(a,S?"left":"top",h-y),Ne(a,S?"width":"height",m),Ne(a,S?"top":"left",S?Ye:ke),Ne(a,S?"height":"width",S?j:le),Ur(a,to)}else Ot(a,to)}),Dl=ho=Hs=zs=Ws=qs=Vs=Gs=Us=null,wt=1,ol(!0),ke!=io||Ye!=Hn||le!=nn||j!=Un){$o(!1);let a=le/nn,f=j/Un;if(pt&&!zn&&H.left>=0){H.left*=a,H.top*=f,_o&&un(_o,Ze(H.left),0,le,j),bo&&un(bo,0,Ze(H.top),le,j);for(let m=0;m<It.length;m++){let h=It[m];h!=null&&(mo[m]*=a,po[m]*=f,un(h,Vt(mo[m]),Vt(po[m]),le,j))}}if(Ce.show&&!Nl&&Ce.left>=0&&Ce.width>0){Ce.left*=a,Ce.width*=a,Ce.top*=f,Ce.height*=f;for(let m in nr)Ne(wo,m,Ce[m])}io=ke,Hn=Ye,nn=le,Un=j}lt("setSize"),Al=!1}dn>0&&In>0&&(g.clearRect(0,0,d.width,d.height),lt("drawClear"),N.forEach(a=>a()),lt("draw")),Ce.show&&Nl&&(jl(Ce),Nl=!1),pt&&zn&&(Gn(null,!0,!1),zn=!1),re.show&&re.live&&jt&&(er(),jt=!1),c||(c=!0,o.status=1,lt("ready")),Xo=!1,Fl=!1}o.redraw=(a,f)=>{co=f||!1,a!==!1?Mn(F,P.min,P.max):go()};function Ks(a,f){let m=k[a];if(m.from==null){if(it==0){let h=m.range(o,f.min,f.max,a);f.min=h[0],f.max=h[1]}if(f.min>f.max){let h=f.min;f.min=f.max,f.max=h}if(it>1&&f.min!=null&&f.max!=null&&f.max-f.min<1e-16)return;a==F&&m.distr==2&&it>0&&(f.min=Xt(f.min,t[0]),f.max=Xt(f.max,t[0]),f.min==f.max&&f.max++),V[a]=f,Fs=!0,go()}}o.setScale=Ks;let Zs,Xs,_o,bo,Ma,Ca,yo,vo,Ea,Pa,Me,Le,Tn=!1,ct=H.drag,nt=ct.x,ot=ct.y;pt&&(H.x&&(Zs=qt(Cm,w)),H.y&&(Xs=qt(Em,w)),P.ori==0?(_o=Zs,bo=Xs):(_o=Xs,bo=Zs),Me=H.left,Le=H.top);let Ce=o.select=Be({show:!0,over:!0,left:0,width:0,top:0,height:0},e.select),wo=Ce.show?qt(Mm,Ce.over?w:$):null;function jl(a,f){if(Ce.show){for(let m in a)Ce[m]=a[m],m in nr&&Ne(wo,m,a[m]);f!==!1&&lt("setSelect")}}o.setSelect=jl;function hf(a){if(v[a].show)Je&&Ur(Re[a],to);else if(Je&&Ot(Re[a],to),pt){let m=fo?It[0]:It[a];m!=null&&un(m,-10,-10,le,j)}}function Mn(a,f,m){Ks(a,{min:f,max:m})}function ln(a,f,m,h){f.focus!=null&&yf(a),f.show!=null&&v.forEach((_,y)=>{y>0&&(a==y||a==null)&&(_.show=f.show,hf(y),l==2?(Mn(_.facets[0].scale,null,null),Mn(_.facets[1].scale,null,null)):Mn(_.scale,null,null),go())}),m!==!1&&lt("setSeries",a,f),h&&ll("setSeries",o,a,f)}o.setSeries=ln;function $f(a,f){Be(ee[a],f)}function gf(a,f){a.fill=ue(a.fill||null),a.dir=de(a.dir,-1),f=f??ee.length,ee.splice(f,0,a)}function _f(a){a==null?ee.length=0:ee.splice(a,1)}o.addBand=gf,o.setBand=$f,o.delBand=_f;function bf(a,f){v[a].alpha=f,pt&&It[a]!=null&&(It[a].style.opacity=f),Je&&Re[a]&&(Re[a].style.opacity=f)}let hn,Cn,Vn,So={focus:!0};function yf(a){if(a!=Vn){let f=a==null,m=on.alpha!=1;v.forEach((h,_)=>{if(l==1||_>0){let y=f||_==0||_==a;h._focus=f?null:y,m&&bf(_,y?1:on.alpha)}}),Vn=a,m&&go()}}Je&&uo&&dt(Ji,ge,a=>{H._lock||(Wn(a),Vn!=null&&ln(null,So,!0,qe.setSeries))});function sn(a,f,m){let h=k[f];m&&(a=a/$e-(h.ori==1?Ye:ke));let _=le;h.ori==1&&(_=j,a=_-a),h.dir==-1&&(a=_-a);let y=h._min,S=h._max,x=a/_,E=y+(S-y)*x,O=h.distr;return O==3?Wo(10,E):O==4?Gm(E,h.asinh):O==100?h.bwd(E):E}function vf(a,f){let m=sn(a,F,f);return Xt(m,t[0],et,tt)}o.valToIdx=a=>Xt(a,t[0]),o.posToIdx=vf,o.posToVal=sn,o.valToPos=(a,f,m)=>k[f].ori==0?s(a,k[f],m?vt:le,m?Tt:0):r(a,k[f],m?Bt:j,m?Ft:0),o.setCursor=(a,f,m)=>{Me=a.left,Le=a.top,Gn(null,f,m)};function Aa(a,f){Ne(wo,Ho,Ce.left=a),Ne(wo,bl,Ce.width=f)}function Na(a,f){Ne(wo,"top",Ce.top=a),Ne(wo,yl,Ce.height=f)}let tl=P.ori==0?Aa:Na,nl=P.ori==1?Aa:Na;function wf(){if(Je&&re.live)for(let a=l==2?1:0;a<v.length;a++){if(a==0&&Rt)continue;let f=re.values[a],m=0;for(let h in f)tn[a][m++].firstChild.nodeValue=f[h]}}function er(a,f){if(a!=null&&(a.idxs?a.idxs.forEach((m,h)=>{be[h]=m}):Qm(a.idx)||be.fill(a.idx),re.idx=be[0]),Je&&re.live){for(let m=0;m<v.length;m++)(m>0||l==1&&!Rt)&&Sf(m,be[m]);wf()}jt=!1,f!==!1&&lt("setLegend")}o.setLegend=er;function Sf(a,f){let m=v[a],h=a==0&&Q==2?Jt:t[a],_;Rt?_=m.values(o,a,f)??kn:(_=m.value(o,f==null?null:h[f],a,f),_=_==null?kn:{_}),re.values[a]=_}function Gn(a,f,m){Ea=Me,Pa=Le,[Me,Le]=H.move(o,Me,Le),H.left=Me,H.top=Le,pt&&(_o&&un(_o,Ze(Me),0,le,j),bo&&un(bo,0,Ze(Le),le,j));let h,_=et>tt;hn=we,Cn=null;let y=P.ori==0?le:j,S=P.ori==1?le:j;if(Me<0||it==0||_){h=H.idx=null;for(let x=0;x<v.length;x++){let E=It[x];E!=null&&un(E,-10,-10,le,j)}uo&&ln(null,So,!0,a==null&&qe.setSeries),re.live&&(be.fill(h),jt=!0)}else{let x,E,O;l==1&&(x=P.ori==0?Me:Le,E=sn(x,F),h=H.idx=Xt(E,t[0],et,tt),O=L(t[0][h],P,y,0));let R=-10,I=-10,oe=0,he=0,pe=!0,ie="",Z="";for(let U=l==2?1:0;U<v.length;U++){let Ee=v[U],je=be[U],st=je==null?null:l==1?t[U][je]:t[U][1][je],ye=H.dataIdx(o,U,h,E),Ie=ye==null?null:l==1?t[U][ye]:t[U][1][ye];if(jt=jt||Ie!=st||ye!=je,be[U]=ye,U>0&&Ee.show){let Mt=ye==null?-10:ye==h?O:L(l==1?t[0][ye]:t[U][0][ye],P,y,0),ht=Ie==null?-10:ne(Ie,l==1?k[Ee.scale]:k[Ee.facets[1].scale],S,0);if(uo&&Ie!=null){let Ht=P.ori==1?Me:Le,Yt=Xe(on.dist(o,U,ye,ht,Ht));if(Yt<hn){let rn=on.bias;if(rn!=0){let Ct=sn(Ht,Ee.scale),Ut=Ie>=0?1:-1,Qt=Ct>=0?1:-1;Qt==Ut&&(Qt==1?rn==1?Ie>=Ct:Ie<=Ct:rn==1?Ie<=Ct:Ie>=Ct)&&(hn=Yt,Cn=U)}else hn=Yt,Cn=U}}if(jt||fo){let Ht,Yt;P.ori==0?(Ht=Mt,Yt=ht):(Ht=ht,Yt=Mt);let rn,Ct,Ut,Qt,an,$t,Et=!0,Bn=ft.bbox;if(Bn!=null){Et=!1;let gt=Bn(o,U);Ut=gt.left,Qt=gt.top,rn=gt.width,Ct=gt.height}else Ut=Ht,Qt=Yt,rn=Ct=ft.size(o,U);if($t=ft.fill(o,U),an=ft.stroke(o,U),fo)U==Cn&&hn<=on.prox&&(R=Ut,I=Qt,oe=rn,he=Ct,pe=Et,ie=$t,Z=an);else{let gt=It[U];gt!=null&&(mo[U]=Ut,po[U]=Qt,tc(gt,rn,Ct,Et),Xi(gt,$t,an),un(gt,Vt(Ut),Vt(Qt),le,j))}}}}if(fo){let U=on.prox,Ee=Vn==null?hn<=U:hn>U||Cn!=Vn;if(jt||Ee){let je=It[0];je!=null&&(mo[0]=R,po[0]=I,tc(je,oe,he,pe),Xi(je,ie,Z),un(je,Vt(R),Vt(I),le,j))}}}if(Ce.show&&Tn)if(a!=null){let[x,E]=qe.scales,[O,R]=qe.match,[I,oe]=a.cursor.sync.scales,he=a.cursor.drag;if(nt=he._x,ot=he._y,nt||ot){let{left:pe,top:ie,width:Z,height:U}=a.select,Ee=a.scales[I].ori,je=a.posToVal,st,ye,Ie,Mt,ht,Ht=x!=null&&O(x,I),Yt=E!=null&&R(E,oe);Ht&&nt?(Ee==0?(st=pe,ye=Z):(st=ie,ye=U),Ie=k[x],Mt=L(je(st,I),Ie,y,0),ht=L(je(st+ye,I),Ie,y,0),tl(en(Mt,ht),Xe(ht-Mt))):tl(0,y),Yt&&ot?(Ee==1?(st=pe,ye=Z):(st=ie,ye=U),Ie=k[E],Mt=ne(je(st,oe),Ie,S,0),ht=ne(je(st+ye,oe),Ie,S,0),nl(en(Mt,ht),Xe(ht-Mt))):nl(0,S)}else or()}else{let x=Xe(Ea-Ma),E=Xe(Pa-Ca);if(P.ori==1){let oe=x;x=E,E=oe}nt=ct.x&&x>=ct.dist,ot=ct.y&&E>=ct.dist;let O=ct.uni;O!=null?nt&&ot&&(nt=x>=O,ot=E>=O,!nt&&!ot&&(E>x?ot=!0:nt=!0)):ct.x&&ct.y&&(nt||ot)&&(nt=ot=!0);let R,I;nt&&(P.ori==0?(R=yo,I=Me):(R=vo,I=Le),tl(en(R,I),Xe(I-R)),ot||nl(0,S)),ot&&(P.ori==1?(R=yo,I=Me):(R=vo,I=Le),nl(en(R,I),Xe(I-R)),nt||tl(0,y)),!nt&&!ot&&(tl(0,0),nl(0,0))}if(ct._x=nt,ct._y=ot,a==null){if(m){if(Wa!=null){let[x,E]=qe.scales;qe.values[0]=x!=null?sn(P.ori==0?Me:Le,x):null,qe.values[1]=E!=null?sn(P.ori==1?Me:Le,E):null}ll(Or,o,Me,Le,le,j,h)}if(uo){let x=m&&qe.setSeries,E=on.prox;Vn==null?hn<=E&&ln(Cn,So,!0,x):hn>E?ln(null,So,!0,x):Cn!=Vn&&ln(Cn,So,!0,x)}}jt&&(re.idx=h,er()),f!==!1&&lt("setCursor")}let En=null;Object.defineProperty(o,"rect",{get(){return En==null&&ol(!1),En}});function ol(a=!1){a?En=null:(En=w.getBoundingClientRect(),lt("syncRect",En))}function Oa(a,f,m,h,_,y,S){H._lock||Tn&&a!=null&&a.movementX==0&&a.movementY==0||(tr(a,f,m,h,_,y,S,!1,a!=null),a!=null?Gn(null,!0,!0):Gn(f,!0,!1))}function tr(a,f,m,h,_,y,S,x,E){if(En==null&&ol(!1),Wn(a),a!=null)m=a.clientX-En.left,h=a.clientY-En.top;else{if(m<0||h<0){Me=-10,Le=-10;return}let[O,R]=qe.scales,I=f.cursor.sync,[oe,he]=I.values,[pe,ie]=I.scales,[Z,U]=qe.match,Ee=f.axes[0].side%2==1,je=P.ori==0?le:j,st=P.ori==1?le:j,ye=Ee?y:_,Ie=Ee?_:y,Mt=Ee?h:m,ht=Ee?m:h;if(pe!=null?m=Z(O,pe)?i(oe,k[O],je,0):-10:m=je*(Mt/ye),ie!=null?h=U(R,ie)?i(he,k[R],st,0):-10:h=st*(ht/Ie),P.ori==1){let Ht=m;m=h,h=Ht}}E&&(f==null||f.cursor.event.type==Or)&&((m<=1||m>=le-1)&&(m=Xn(m,le)),(h<=1||h>=j-1)&&(h=Xn(h,j))),x?(Ma=m,Ca=h,[yo,vo]=H.move(o,m,h)):(Me=m,Le=h)}let nr={width:0,height:0,left:0,top:0};function or(){jl(nr,!1)}let Da,La,Ra,Fa;function ja(a,f,m,h,_,y,S){Tn=!0,nt=ot=ct._x=ct._y=!1,tr(a,f,m,h,_,y,S,!0,!1),a!=null&&(dt(Dr,Ir,Ia,!1),ll(Gi,o,yo,vo,le,j,null));let{left:x,top:E,width:O,height:R}=Ce;Da=x,La=E,Ra=O,Fa=R}function Ia(a,f,m,h,_,y,S){Tn=ct._x=ct._y=!1,tr(a,f,m,h,_,y,S,!1,!0);let{left:x,top:E,width:O,height:R}=Ce,I=O>0||R>0,oe=Da!=x||La!=E||Ra!=O||Fa!=R;if(I&&oe&&jl(Ce),ct.setScale&&I&&oe){let he=x,pe=O,ie=E,Z=R;if(P.ori==1&&(he=E,pe=R,ie=x,Z=O),nt&&Mn(F,sn(he,F),sn(he+pe,F)),ot)for(let U in k){let Ee=k[U];U!=F&&Ee.from==null&&Ee.min!=we&&Mn(U,sn(ie+Z,U),sn(ie,U))}or()}else H.lock&&(H._lock=!H._lock,Gn(f,!0,a!=null));a!=null&&(ao(Dr,Ir),ll(Dr,o,Me,Le,le,j,null))}function kf(a,f,m,h,_,y,S){if(H._lock)return;Wn(a);let x=Tn;if(Tn){let E=!0,O=!0,R=10,I,oe;P.ori==0?(I=nt,oe=ot):(I=ot,oe=nt),I&&oe&&(E=Me<=R||Me>=le-R,O=Le<=R||Le>=j-R),I&&E&&(Me=Me<yo?0:le),oe&&O&&(Le=Le<vo?0:j),Gn(null,!0,!0),Tn=!1}Me=-10,Le=-10,be.fill(null),Gn(null,!0,!0),x&&(Tn=x)}function Ha(a,f,m,h,_,y,S){H._lock||(Wn(a),Is(),or(),a!=null&&ll(Yi,o,Me,Le,le,j,null))}function Ua(){A.forEach(md),js(o.width,o.height,!0)}no(hs,zo,Ua);let ko={};ko.mousedown=ja,ko.mousemove=Oa,ko.mouseup=Ia,ko.dblclick=Ha,ko.setSeries=(a,f,m,h)=>{let _=qe.match[2];m=_(o,f,m),m!=-1&&ln(m,h,!0,!1)},pt&&(dt(Gi,w,ja),dt(Or,w,Oa),dt(Bi,w,a=>{Wn(a),ol(!1)}),dt(Ji,w,kf),dt(Yi,w,Ha),Br.add(o),o.syncRect=ol);let Il=o.hooks=e.hooks||{};function lt(a,f,m){Qs?el.push([a,f,m]):a in Il&&Il[a].forEach(h=>{h.call(null,o,f,m)})}(e.plugins||[]).forEach(a=>{for(let f in a.hooks)Il[f]=(Il[f]||[]).concat(a.hooks[f])});let za=(a,f,m)=>m,qe=Be({key:null,setSeries:!1,filters:{pub:rc,sub:rc},scales:[F,v[1]?v[1].scale:null],match:[ac,ac,za],values:[null,null]},H.sync);qe.match.length==2&&qe.match.push(za),H.sync=qe;let Wa=qe.key,lr=ou(Wa);function ll(a,f,m,h,_,y,S){qe.filters.pub(a,f,m,h,_,y,S)&&lr.pub(a,f,m,h,_,y,S)}lr.sub(o);function xf(a,f,m,h,_,y,S){qe.filters.sub(a,f,m,h,_,y,S)&&ko[a](null,f,m,h,_,y,S)}o.pub=xf;function Tf(){lr.unsub(o),Br.delete(o),jn.clear(),zr(hs,zo,Ua),p.remove(),ge?.remove(),lt("destroy")}o.destroy=Tf;function sr(){lt("init",e,t),ba(t||e.data,!1),V[F]?Ks(F,V[F]):Is(),Nl=Ce.show&&(Ce.width>0||Ce.height>0),zn=jt=!0,js(e.width,e.height)}return v.forEach(ga),A.forEach(of),n?n instanceof HTMLElement?(n.appendChild(p),sr()):n(o,sr):sr(),o}at.assign=Be;at.fmtNum=ea;at.rangeNum=$s;at.rangeLog=bs;at.rangeAsinh=Zr;at.orient=lo;at.pxRatio=$e;at.join=op;at.fmtDate=na,at.tzDate=dp;at.sync=ou;{at.addGap=Qp,at.clipGaps=ws;let e=at.paths={points:cu};e.linear=fu,e.stepped=Xp,e.bars=ed,e.spline=nd}var gu=250,pd=40;function dd(e,t){let n=0,o=0;return e.map(l=>l==null||!Number.isFinite(l)?null:(n=t*n+(1-t)*l,o=t*o+(1-t),n/o))}function hu(e){return at.join(e.map(t=>[t.step,t.value]))}var hd=e=>e.replace(/^rgb\((.*)\)$/,"rgba($1, 0.32)").replace(/^(color\(.*?)\)$/,"$1 / 0.32)");function $d(e,t,n){let o=e.step.length<=60,l={spanGaps:!0,stroke:t,label:e.label,dash:e.dash};return!n||o?[{...l,width:2,points:{show:o,size:5,fill:t}}]:[{...l,width:1,stroke:hd(t),dash:void 0,points:{show:!1}},{...l,width:2.2,points:{show:!1}}]}function gd({width:e,series:t,log:n,group:o,smoothing:l,onCursor:s}){let r={stroke:Zl("--line"),width:1},i={stroke:Zl("--muted"),grid:r,ticks:{...r,size:4},font:"12px Figtree, sans-serif"};return{width:e,height:gu,legend:{show:!1},padding:[10,10,0,0],cursor:{sync:{key:o,scales:["x",null]},points:{size:7},drag:{x:!0,y:!1}},scales:{x:{time:!1},y:n?{distr:3}:{}},axes:[{...i,values:(c,p)=>p.map(z),space:56,size:32},{...i,size:58,values:(c,p)=>p.map(d=>d==null?"":J(d))}],series:[{},...t.flatMap(c=>$d(c,Zl(c.colour),l))],hooks:{setCursor:[c=>s(c.cursor.idx)]}}}function $u(e,t,n){let o=l=>l==null||!Number.isFinite(l)||n&&l<=0?null:l;return e.flatMap(l=>{let s={step:l.step,value:l.value.map(o)};return!t||l.step.length<=60?[s]:[s,{step:l.step,value:dd(l.value,t).map(o)}]})}function _u(e,t){let n=null;for(let o=0;o<e.step.length&&e.step[o]<=t;o++)n=e.value[o];return n}function Ts({title:e,series:t,log:n,smoothing:o,group:l,sentence:s}){let r=Ue(),i=Ue(),[c,p]=D(null),d=Pe(Eo),g=t.map($=>`${$.name}${$.step.length<=60}`).join();ce(()=>{let $=r.current,w=()=>Math.max(200,$.clientWidth),C=v=>p(v==null?null:i.current?.data[0][v]??null),T=new at(gd({width:w(),series:t,log:n,group:l,smoothing:o,onCursor:C}),hu($u(t,o,n)),$);i.current=T;let M=new ResizeObserver(()=>T.setSize({width:w(),height:gu}));return M.observe($),()=>{M.disconnect(),T.destroy()}},[g,n,o,l,d]),ce(()=>{let $=i.current,{min:w,max:C}=$.scales.x,T=$.data[0],M=w!=null&&T.length>0&&(w>T[0]||C<T[T.length-1]);$.setData(hu($u(t,o,n)),!M),M&&$.setScale("x",{min:w,max:C})},[t]);let b=Math.max(...t.map($=>$.step[$.step.length-1]??0));return u`
    <figure class="chart">
      <figcaption>
        <h3>${e}</h3>
        <ul class="legend">${t.map($=>u`
          <li><span class="line ${$.dash?"dashed":""}" style=${{color:`var(${$.colour})`}}></span>
            ${$.label} <b>${J(_u($,c??b))}</b></li>`)}
          <li class="quiet">step ${z(c??b)}</li></ul>
      </figcaption>
      <div ref=${r} class="canvas" aria-hidden="true"></div>
      <p class="sentence">${s}</p>
      <${_d} series=${t} title=${e} />
    </figure>`}function _d({series:e,title:t}){let[n,o]=D(!1),l=[...new Set(e.flatMap(i=>i.step))].sort((i,c)=>i-c),s=Math.max(1,Math.ceil(l.length/pd)),r=l.filter((i,c)=>c%s===0||c===l.length-1);return u`
    <details onToggle=${i=>o(i.currentTarget.open)}>
      <summary>${t} as a table</summary>
      ${n&&u`
        <${Io} label="${t} as a table">
          <table class="tight"><${mt} columns=${["Step",...e.map(i=>`${i.label}#`)]} />
            <tbody>${r.map(i=>u`
              <tr key=${i}><th scope="row">${z(i)}</th>
                ${e.map(c=>u`<td class="n">${J(_u(c,i))}</td>`)}</tr>`)}</tbody></table>
        <//>`}
    </details>`}var Ms=6,bd=[void 0,[8,4],[2,3],[10,3,2,3],[5,5],[14,4]],yd=["val_accuracy","val_loss","accuracy","loss"];function ca(e,t="",n={}){if(e&&typeof e=="object"&&Object.keys(e).length)for(let[o,l]of Object.entries(e))ca(l,t?`${t}.${o}`:o,n);else t&&(n[t]=e);return n}var bu=e=>({match:Dn(e),every:5e3});function yu({params:e}){let t=[...new Set((e.jobs||"").split(",").filter(Boolean))].slice(0,Ms),n=c=>t[c]?`/v1/jobs/${encodeURIComponent(t[c])}`:null,o=Array.from({length:Ms},(c,p)=>p),l=o.map(c=>B(n(c),bu(t[c]))),s=o.map(c=>B(n(c)&&`${n(c)}/metrics?points=400`,bu(t[c]))),r=t.map((c,p)=>({id:c,job:l[p].data,error:l[p].error,metrics:s[p].data?.data||[]})),i=r.filter(c=>c.job);return u`
    <${Ae} title="Compare" crumb=${u`<a href=${K(["jobs"])}>Jobs</a>`} lead=${i.map(c=>c.job.name).join(" \xB7 ")}>
      ${!t.length&&u`<${ut} title="Nothing to compare">Tick two or more jobs in the list, then choose “Compare”.<//>`}
      ${r.map(c=>!c.job&&(c.error?u`<${se} error=${c.error} />`:u`<${We} what=${c.id} />`))}
      ${i.length>0&&u`
        <${vd} shown=${i} name=${e.metric} log=${e.log==="1"} />
        <${wd} shown=${i} />`}
    <//>`}function vd({shown:e,name:t,log:n}){let o=[...new Set(e.flatMap(c=>c.metrics.filter(p=>p.step?.length).map(p=>p.name)))],l=o.includes(t)?t:yd.find(c=>o.includes(c))||o[0],s=xo(()=>e.flatMap((c,p)=>{let d=c.metrics.find(g=>g.name===l&&g.step.length);return d?[{...d,name:c.id,label:c.job.name,colour:`--hue-${p}`,dash:bd[p]}]:[]}),[l,...e.map(c=>c.metrics)]);if(!s.length)return u`<${W} title="Curves"><p class="quiet">None of them has metrics yet.</p><//>`;let i=s.map(c=>[c.label,rs(l)(...c.value.filter(Number.isFinite))]).map(([c,p])=>`${c}: best ${l} ${J(p)}.`).join(" ");return u`
    <${W} title="Curves" actions=${u`
      <label class="check">Metric <select class="inline" value=${l} onChange=${c=>Pt({metric:c.currentTarget.value})}>
        ${o.map(c=>u`<option value=${c}>${c}</option>`)}</select></label>
      <${hl} label="Log scale" checked=${n} set=${c=>Pt({log:c?"1":""})} />`}>
      <${Ts} key=${l} title=${l} series=${s} log=${n} smoothing=${l.startsWith("val_")?0:.6} group="compare" sentence=${i} />
    <//>`}function wd({shown:e}){let[t,n]=D(!1),o=e.map(c=>({...ca(c.job.metrics.latest),...ca({spec:{...c.job.spec,name:void 0}})})),l=[...new Set(o.flatMap(Object.keys))],s=c=>new Set(o.map(p=>JSON.stringify(p[c]))).size>1,r=l.filter(c=>t||s(c)),i=c=>c===void 0?"\u2013":typeof c=="number"?J(c):typeof c=="object"?JSON.stringify(c):String(c);return u`
    <${W} title=${t?"Figures and specs":"Differences"} actions=${u`
      <${hl} label="Also what is equal" checked=${t} set=${n} />`}>
      <${Io} label="Jobs side by side" tall>
        <table class="tight compare"><thead><tr><th scope="col">What</th>${e.map(c=>u`
          <th scope="col"><a href=${K(["jobs",c.id])}>${c.job.name}</a><br /><${Oo} state=${c.job.state} /></th>`)}</tr></thead>
          <tbody>${r.map(c=>u`
            <tr key=${c}><th scope="row">${c.replace(/^spec\./,"")}</th>
              ${o.map(p=>u`<td class=${s(c)?"differs":""}>${i(p[c])}</td>`)}</tr>`)}</tbody></table>
      <//>
      ${!r.length&&u`<p class="quiet">They were asked the same and say the same.</p>`}
    <//>`}function Qo({list:e,params:t}){return!e||!e.has_more&&!t.after?null:u`
    <nav class="pager" aria-label="More of this list">
      ${t.after&&u`<button onClick=${()=>Pt({after:""})}>Newest</button>`}
      ${e.has_more&&u`<button onClick=${()=>Pt({after:e.next})}>Older</button>`}
    </nav>`}var Sd=50,kd=["","queued","running","paused","succeeded","failed","cancelled"];function vu({params:e}){let t=`/v1/jobs${gn({state:e.state,tenant:e.tenant,q:e.q,after:e.after,limit:Sd})}`,n=B(t,{match:Wt,every:5e3,keep:!0}),o=n.data?.data,[l,s]=D([]),r=e.state||e.q||e.tenant;return u`
    <${Ae} title="Jobs" actions=${u`<${ae} command=${te("GET",t)} /><${cs} />`}>
      <${xd} params=${e} />
      ${l.length>0&&u`<${Md} ids=${l} clear=${()=>s([])} />`}
      <${se} error=${!o&&n.error} retry=${n.reload} />
      ${!o&&!n.error&&u`<${We} what="jobs" />`}
      ${o&&!o.length&&(r?u`<${ut} title="No job matches"><button class="small" onClick=${()=>On(["jobs"])}>Show all jobs</button><//>`:u`<${ut} title="No jobs yet" command=${te("POST","/v1/jobs","@job.json")}>
            A job is a dataset, a model and how to train it: plain JSON.<//>`)}
      ${o?.length>0&&u`<${Cd} rows=${o} ticked=${l} tick=${s} />`}
      <${Qo} list=${n.data} params=${e} />
    <//>`}function xd({params:e}){let t=Ue(),[n,o]=D(e.q||"");return ce(()=>{if(n===(e.q||""))return;let l=setTimeout(()=>Pt({q:n,after:""}),250);return()=>clearTimeout(l)},[n]),ce(()=>{let l=s=>{s.key!=="/"||s.ctrlKey||s.metaKey||/INPUT|TEXTAREA|SELECT/.test(s.target.tagName)||(s.preventDefault(),t.current.focus())};return window.addEventListener("keydown",l),()=>window.removeEventListener("keydown",l)},[]),u`
    <form class="filter" role="search" onSubmit=${l=>l.preventDefault()}>
      <label class="search"><span class="hidden">Filter by name</span>
        <input ref=${t} type="search" placeholder="Filter by name" value=${n} aria-keyshortcuts="/"
          onInput=${l=>o(l.currentTarget.value)} /><kbd aria-hidden="true">/</kbd></label>
      <div class="chips" role="group" aria-label="State">${kd.map(l=>u`
        <button type="button" class="chip" aria-pressed=${String((e.state||"")===l)}
          onClick=${()=>Pt({state:l,after:""})}>${l||"all"}</button>`)}</div>
      ${e.tenant&&u`<button type="button" class="chip" aria-pressed="true"
        onClick=${()=>Pt({tenant:"",after:""})}>tenant ${e.tenant} ×</button>`}
    </form>`}function Td(e){ce(()=>{let t=n=>{if(!"jk".includes(n.key)||n.ctrlKey||n.metaKey||/INPUT|TEXTAREA|SELECT/.test(n.target.tagName))return;let o=[...e.current.querySelectorAll("th a")],l=o.indexOf(document.activeElement),s=n.key==="j"?Math.min(l+1,o.length-1):Math.max(l-1,0);o[s]?.focus()};return window.addEventListener("keydown",t),()=>window.removeEventListener("keydown",t)},[])}function Md({ids:e,clear:t}){return u`
    <div class="ticked" role="status">
      <span>${ve(e.length,"job")} ticked</span>
      ${e.length>1?u`<a class="button small" href=${K(["compare"],{jobs:e.join(",")})}>Compare</a>`:u`<span class="quiet">Tick another to compare.</span>`}
      <button class="small" onClick=${t}>Clear</button>
    </div>`}function Cd({rows:e,ticked:t,tick:n}){let o=Ue(),l=St(5e3);return Td(o),u`
    <table class="list jobs-table">
      <${mt} columns=${["(Compare)","Job","State","Tenant","Slots#","Progress","Metric#","Age#"]} />
      <tbody ref=${o}>${e.map(s=>u`<${Ed} key=${s.id} job=${s} now=${l} ticked=${t.includes(s.id)}
        full=${t.length>=Ms} tick=${r=>n(r?[...t,s.id]:t.filter(i=>i!==s.id))} />`)}</tbody>
    </table>`}function Ed({job:e,now:t,ticked:n,full:o,tick:l}){let s=as(e),r=e.progress||{};return u`
    <tr>
      <td class="tick"><input type="checkbox" aria-label="Compare ${e.name||e.id}" checked=${n} disabled=${o&&!n}
        onChange=${i=>l(i.currentTarget.checked)} /></td>
      <th scope="row"><a href=${K(["jobs",e.id])}>${e.name||e.id}</a></th>
      <td data-label="State"><${Oo} state=${e.state} /></td>
      <td data-label="Tenant"><${_t} name=${e.tenant} /></td>
      <td data-label="Slots" class="n">${e.state==="running"&&u`<b>${e.width}</b> of `}${dl(ss(e))}
        ${Ro(e)==="gpu"&&" GPU"}</td>
      <td data-label="Progress" class="progress-cell"><${Lo} value=${r.percent} label="Progress of ${e.name}" />
        <span class="quiet">${Ni(e)}</span></td>
      <td data-label="Metric" class="n">${s?u`${s.text}<br /><span class="quiet">${s.name}</span>`:"\u2013"}</td>
      <td data-label="Age" class="n" title=${He(e.created_at)}>${cn(e.created_at,t)}</td>
    </tr>`}var Pd=800,wu=["loss","accuracy","r2","mae"],xl=["learning_rate","samples_per_s"],Su={loss:"Loss",accuracy:"Accuracy",r2:"R\xB2",mae:"Mean absolute error",mse:"Mean squared error",learning_rate:"Learning rate",samples_per_s:"Samples a second"},ua=[["val_",{label:"validation",colour:"--val",dash:[7,4]}],["epoch_",{label:"epoch mean",colour:"--blue",dash:[2,3]}],["",{label:"training",colour:"--train"}]];function Ad(e){let t=new Map;for(let o of e){if(!o.step?.length)continue;let l=ua.findIndex(([r])=>o.name.startsWith(r)),s=o.name.slice(ua[l][0].length);t.has(s)||t.set(s,[]),t.get(s).push({...o,...ua[l][1],...xl.includes(s)?{label:"value"}:{},rank:l})}for(let o of t.values())o.sort((l,s)=>s.rank-l.rank);let n=o=>wu.includes(o)?wu.indexOf(o):xl.includes(o)?100+xl.indexOf(o):50;return[...t].sort((o,l)=>n(o[0])-n(l[0]))}function Nd(e,t){return t.filter(n=>!n.name.startsWith("epoch_")).map(n=>{let o=n.value[0],l=n.value[n.value.length-1];if(xl.includes(e))return`${Su[e]} is ${J(l)} at step ${z(n.step[n.step.length-1])}.`;let s=rs(e)(...n.value.filter(Number.isFinite)),r=n.step[n.value.indexOf(s)],i=n.label[0].toUpperCase()+n.label.slice(1);if(n.value.length===1)return`${i}: ${J(l)} at step ${z(r)}.`;let c=l>o?"rose":"fell";return`${i} ${c} from ${J(o)} to ${J(l)}; the best is ${J(s)} at step ${z(r)}.`}).join(" ")}function ku({job:e,params:t}){let n=`/v1/jobs/${encodeURIComponent(e.id)}/metrics?points=${Pd}`,o=e.state==="running"?2e3:Nt(e.state)?0:1e4,{data:l}=B(n,{match:Dn(e.id),every:o}),s=xo(()=>Ad(l?.data||[]),[l]),r=t.log==="1",i=Number(t.smooth??.6);return s.length?u`
    <${W} title="Curves" note="drag to zoom, double click to see all"
      actions=${u`<${Od} log=${r} smoothing=${i} /><${ae} command=${te("GET",`${n}&format=csv`)} />`}>
      <div class="charts">${s.map(([c,p])=>u`
        <${Ts} key=${c} title=${Su[c]||c} series=${p} log=${r&&c==="loss"}
          smoothing=${xl.includes(c)?0:i} group=${`job-${e.id}`} sentence=${Nd(c,p)} />`)}
      </div>
    <//>`:u`
      <${W} title="Curves">
        <${ut} title=${Nt(e.state)?"No metrics were recorded":"Curves appear with the first steps"}
          command=${Nt(e.state)?null:te("GET",`/v1/jobs/${e.id}/watch`)}>
          ${Nt(e.state)?"":"In a terminal the same job shows its progress with:"}<//>
      <//>`}var Od=({log:e,smoothing:t})=>u`
  <${hl} label="Log loss" checked=${e} set=${n=>Pt({log:n?"1":""})} />
  <label class="slider">Smoothing <input type="range" min="0" max="0.99" step="0.01" value=${t}
    onInput=${n=>Pt({smooth:n.currentTarget.value})} /><output>${t.toFixed(2)}</output></label>`;function xu({job:e}){let t=`/v1/jobs/${encodeURIComponent(e.id)}/explain`,{data:n,error:o}=B(t,{match:Wt,every:4e3});return u`
    <${W} title="Why it waits" id="why" class="why" actions=${u`<${ae} command=${te("GET",`${t}?format=text`)} />`}>
      ${!n&&(o?u`<${se} error=${o} />`:u`<${We} what="the explanation" />`)}
      ${n&&u`
        <p class="why-sentence">${Dd(n,e)}</p>
        <${Rd} list=${n.constraints||[]} />
        <div class="two">
          <${Fd} held=${n.held} job=${e} />
          <${jd} change=${n.change} job=${e} />
        </div>
        <${Hd} start=${n.start} />`}
    <//>`}function Dd(e,t){let n=e.position>0?`It is number ${z(e.position)} in the queue. `:"",o=e.constraints?.[0];return t.state==="paused"?"It is paused: it takes no turn until somebody resumes it.":o?`${n}${o.detail}${/[.!]$/.test(o.detail)?"":"."}`:`${n}Nothing holds it: it starts with the next decision.`}var Ld=e=>e[0].toUpperCase()+e.slice(1).replaceAll("_"," "),Cs=(e,t)=>/memory|bytes/.test(e.code)?Ke(t):J(t);function Rd({list:e}){return e.length?u`
    <ul class="constraints">${e.map(t=>u`
      <li key=${t.code}>
        <p><b>${Ld(t.code)}</b> <span>${t.detail}</span></p>
        ${typeof t.have=="number"&&typeof t.need=="number"&&u`
          <${Ai} have=${t.have} need=${t.need} label="has ${Cs(t,t.have)}, needs ${Cs(t,t.need)}" />
          <p class="n quiet">has <b>${Cs(t,t.have)}</b>, needs <b>${Cs(t,t.need)}</b></p>`}
      </li>`)}</ul>`:null}function Fd({held:e,job:t}){let{data:n}=B(`/v1/jobs${gn({state:"running",tenant:t.tenant_id,limit:200})}`,{match:Wt}),o=new Map((n?.data||[]).map(s=>[s.id,s.name]));if(!e)return null;let l=e.own||[];return u`
    <div><h3>Who holds slots now</h3>
      <ul class="plain">
        ${l.map(s=>u`
          <li key=${s.job}><a href=${K(["jobs",s.job])}>${o.get(s.job)||s.job}</a> (yours): ${ve(s.width,"slot")}</li>`)}
        ${!l.length&&u`<li class="quiet">Your tenant holds none.</li>`}
        ${e.others>0&&u`<li>Other tenants: ${ve(e.others,"slot")}</li>`}
      </ul></div>`}function jd({change:e,job:t}){return e?.detail?u`
    <div><h3>What would start it now</h3>
      <p>${e.detail}</p>
      <${Id} set=${e.set} job=${t} />
    </div>`:null}function Id({set:e,job:t}){let n=[];return e.resources&&n.push(te("PATCH",`/v1/jobs/${t.id}`,{resources:e.resources})),e.cluster&&n.push(te("PATCH","/v1/cluster",e.cluster)),u`
    ${e.quota&&u`<p><a href=${K(["tenants",e.tenant])}>The quota of ${e.tenant}</a></p>`}
    ${n.length>0&&u`<details><summary>As a request</summary><${_n} text=${n.join(`
`)} /></details>`}`}function Hd({start:e}){if(!e||!e.p50&&!e.p90)return null;let t=n=>typeof n=="number"?`in ${Te(n)}`:`${He(n)} (in ${Te(-yn(n))})`;return u`
    <p class="forecast">${e.p50&&u`As likely as not it starts by <b>${t(e.p50)}</b>`}${e.p90&&u`, nine times
      in ten by <b>${t(e.p90)}</b>`}.</p>`}var fn=({what:e="page"})=>u`
  <${Ae} title="Nothing here">
    <p class="lead">There is no such ${e}, or your token may not see it.</p>
    <p><a href=${K(["overview"])}>Go to the overview</a></p>
  <//>`;function Tu({id:e,params:t}){let n=`/v1/jobs/${encodeURIComponent(e)}`,[o,l]=D(!1),{data:s,error:r,reload:i}=B(n,{match:Dn(e),every:o?3e4:1500});if(s&&Nt(s.state)!==o&&l(Nt(s.state)),!s&&r?.status===404)return u`<${fn} what="job" />`;if(!s)return u`<${Ao} title="Job" what="the job" error=${r} retry=${i} />`;let c=u`<a href=${K(["jobs"])}>Jobs</a>`;return u`
    <${Ae} title=${s.name||s.id} crumb=${c}
      lead=${u`<${Oo} state=${s.state} /> <${_t} name=${s.tenant} />`}
      actions=${u`<${ae} command=${te("GET",n)} /><${Hi} job=${s} reload=${i} />
        ${Nt(s.state)&&u`<${jo} what="job" name=${s.name} path=${n} back="jobs" />`}`}>
      <${Ud} job=${s} />
      ${(s.state==="queued"||s.state==="paused")&&u`<${xu} job=${s} />`}
      <${ku} job=${s} params=${t} />
      <div class="two">
        <${qd} job=${s} />
        <${Vd} job=${s} />
      </div>
      <${Bd} job=${s} path=${n} />
      <${Jd} job=${s} path=${n} />
      <${Qd} job=${s} path=${n} />
    <//>`}function Ud({job:e}){let t=St(1e3),n=e.progress||{},o=e.metrics?.latest?.samples_per_s,l=[["Epoch",n.epochs?`${z(n.epoch)} of ${z(n.epochs)}`:null],["Step",n.steps?`${z(n.step)} of ${z(n.steps)}`:null],[Ro(e)==="gpu"?"GPU slots":"CPU slots",`${e.state==="running"?`${e.width} of `:""}${dl(ss(e))}`],["Time left",e.state==="running"&&n.eta_s!=null?Te(n.eta_s):null],["Samples a second",o&&e.state==="running"?z(o):null],[Nt(e.state)?"Took":"Since submit",Te(Nt(e.state)&&e.ended_at&&e.started_at?yn(e.started_at,Date.parse(e.ended_at)):yn(e.created_at,t))]];return u`
    <section class="standing" aria-label="Progress">
      <div class="standing-line"><p>${Wd(e)}</p><b>${ns(n.percent??0,n.percent>0&&n.percent<100?1:0)}</b></div>
      <${Lo} value=${n.percent} label="Progress" />
      <${No} rows=${l} />
    </section>`}var zd={queued:"Waits",running:"Training",paused:"Paused",succeeded:"Done",failed:"Failed",cancelled:"Cancelled"};function Wd(e){if(e.asked)return`Training; it will ${e.asked} after this step.`;if(e.detail)return`${zd[e.state]||e.state}: ${e.detail}${/[.!]$/.test(e.detail)?"":"."}`;let t=e.reason?Do(e.reason):"";return{queued:t?`Waits: ${t}.`:"Waits for its turn.",running:"Training.",paused:t?`Paused: ${t}.`:"Paused; everything is kept.",succeeded:"Done; the model is kept.",failed:`Failed${t?`: ${t}`:""}.`,cancelled:"Cancelled; the metrics are kept."}[e.state]||e.state}function qd({job:e}){let t=Object.entries(e.metrics?.latest||{}),n=e.quote||{},o=e.usage||{},l=Kn(e,"model");return u`
    <${W} title="Result and cost">
      <${At} rows=${[["Model",l&&u`<a href=${K(["models",l])}>${e.model}</a>`],...t.filter(([s])=>s!=="samples_per_s"&&!s.startsWith("epoch_")).map(([s,r])=>[s,J(r)]),["Parameters",n.parameters!=null?z(n.parameters):null],["Memory",n.memory_bytes!=null?Ke(n.memory_bytes):null],["Slot-seconds",o.slot_seconds!=null?`${J(o.slot_seconds)} used`:null],["Quoted",n.slot_seconds!=null?`${J(n.slot_seconds)} slot-seconds`:null],["Credits",o.credits!=null||n.credits!=null?`${J(o.credits??0)} of ${J(n.credits)} quoted`:null],["Submitted",He(e.created_at)],["Started",e.started_at?He(e.started_at):null],["Ended",e.ended_at?He(e.ended_at):null]]} />
    <//>`}function Vd({job:e}){return u`
    <${W} title="Provenance" note="the same spec and seed give the same model, at any width">
      <${At} rows=${[["Job",u`<code>${e.id}</code>`],...os(e.provenance)]} />
    <//>`}var Gd={daemon:"the daemon stopped",preempted:"gave its slots back"};function Bd({job:e,path:t}){let{data:n}=B(`${t}/runs`,{match:Dn(e.id),every:Nt(e.state)?0:1e4}),o=St(2e3),l=n?.data||[];return l.length?u`
    <${W} title="Runs" note="one line for each stretch between start and stop">
      <table class="list"><${mt} columns=${["Started","Ran#","Width#","Steps#","Ended"]} />
        <tbody>${l.map(s=>u`
          <tr key=${s.id}><th scope="row">${He(s.started_at)}</th>
            <td data-label="Ran" class="n">${Te(yn(s.started_at,s.ended_at?Date.parse(s.ended_at):o))}</td>
            <td data-label="Width" class="n">${s.width}</td><td data-label="Steps" class="n">${z(s.steps)}</td>
            <td data-label="Ended">${s.ended_at?Gd[s.end]||s.end:"runs now"}</td></tr>`)}</tbody></table>
    <//>`:null}function Jd({job:e,path:t}){let{data:n}=B(`${t}/events?limit=200`,{match:Dn(e.id),every:Nt(e.state)?0:1e4}),o=St(5e3),l=[...n?.data||[]].sort((s,r)=>r.id-s.id);return u`
    <${W} title="Events" actions=${u`<${ae} command=${te("GET",`${t}/events`)} />`}>
      ${l.length===0&&u`<p class="quiet">Nothing has happened yet.</p>`}
      <ol class="events">${l.map(s=>u`
        <li key=${s.id}><time datetime=${s.at} title=${He(s.at)}>${cn(s.at,o)}</time>
          <b>${String(s.type).replace(/^job[._]/,"").replaceAll("_"," ")}</b> <span>${Yd(s.data)}</span></li>`)}</ol>
    <//>`}function Yd(e){let t=n=>typeof n=="number"?J(n):typeof n!="object"?n:n.min!==void 0?dl(n):JSON.stringify(n);return Object.entries(e||{}).filter(([n,o])=>o!==null&&o!==""&&!["run","boot_ms"].includes(n)).map(([n,o])=>`${n.replaceAll("_"," ")} ${t(o)}`).join(" \xB7 ")}function Qd({job:e,path:t}){let n=e.spec||{},o=JSON.stringify(n,null,2);return u`
    <${W} title="Spec" actions=${u`
      <a class="quiet-button" href=${K(["submit"],{from:e.id})}>Submit a changed copy</a>
      <${ae} label="Copy submit as curl" command=${te("POST","/v1/jobs",n)} />`}>
      <details class="spec"><summary>What was asked, on ${n.dataset}</summary><${_n} text=${o} /></details>
    <//>`}var Kd=50;function Mu({params:e}){let t=`/v1/models${gn({after:e.after,limit:Kd})}`,{data:n,error:o,reload:l}=B(t,{match:i=>/model|succeeded/.test(i.type),every:1e4}),s=St(1e4),r=n?.data;return u`
    <${Ae} title="Models" actions=${u`<${ae} command=${te("GET",t)} />`}>
      <${se} error=${!r&&o} retry=${l} />
      ${!r&&!o&&u`<${We} what="models" />`}
      ${r&&!r.length&&u`
        <${ut} title="No models yet" command=${te("POST","/v1/jobs","@job.json")}>A job that succeeds leaves its model here.<//>`}
      ${r?.length>0&&u`
        <table class="list"><${mt} columns=${["Model","Task","Metric#","Parameters#","Size#","Trained on","Age#"]} />
          <tbody>${r.map(i=>u`<${Zd} key=${i.id} m=${i} now=${s} />`)}</tbody></table>`}
      <${Qo} list=${n} params=${e} />
    <//>`}function Zd({m:e,now:t}){let n=as(e);return u`
    <tr><th scope="row"><a href=${K(["models",e.id])}>${e.name||e.id}</a></th>
      <td data-label="Task">${e.task||"\u2013"}</td>
      <td data-label="Metric" class="n">${n?u`${n.text} <span class="quiet">${n.name}</span>`:"\u2013"}</td>
      <td data-label="Parameters" class="n">${z(e.parameters)}</td><td data-label="Size" class="n">${Ke(e.bytes)}</td>
      <td data-label="Trained on">${e.dataset||"\u2013"}</td>
      <td data-label="Age" class="n" title=${He(e.created_at)}>${cn(e.created_at,t)}</td></tr>`}function Cu({path:e}){let{data:t}=B("/v1/datasets?limit=200",{every:0}),[n,o]=D(""),[l,s]=D(null),[r,i]=D(null),[c,p]=D(!1),d=(t?.data||[]).filter($=>$.state==="ready").map($=>$.name),g=n||d[0];if(!d.length)return null;async function b($){$.preventDefault(),p(!0),i(null);try{s({dataset:g,...await Ge("POST",`${e}/evaluate`,{body:{dataset:g}})})}catch(w){s(null),i(w)}p(!1)}return u`
    <${W} title="Evaluate" note="on a dataset it has not learned from"
      actions=${u`<${ae} command=${te("POST",`${e}/evaluate`,{dataset:g})} />`}>
      <form class="evaluate" onSubmit=${b}>
        <${Zn} id="evaluate-dataset" label="Dataset" value=${g} choices=${d} set=${o} />
        <button class="primary" disabled=${c}>${c?"Evaluating\u2026":"Evaluate"}</button>
      </form>
      <div aria-live="polite">
        <${se} error=${r} />
        ${l&&u`<${At} rows=${[["Dataset",l.dataset],["Rows",z(l.rows)],...Object.entries(l.metrics).map(([$,w])=>[$,J(w)])]} />`}
      </div>
    <//>`}function Tl(e){if(!e||e.length<2||e.length>3)return!1;let[t,n,o=1]=e;return t>1&&n>1&&t<=512&&n<=512&&(o===1||o===3)}function Xd(e,[t,n,o=1]){let l=new ImageData(n,t),s=Math.min(...e),r=Math.max(...e)-s||1;for(let i=0;i<t*n;i++){for(let c=0;c<3;c++)l.data[4*i+c]=255*(e[i*o+(o===3?c:0)]-s)/r;l.data[4*i+3]=255}return l}function Es({values:e,shape:t,label:n}){let o=Ue();return ce(()=>{o.current.getContext("2d").putImageData(Xd(e,t),0,0)},[e]),u`<canvas ref=${o} class="picture" width=${t[1]} height=${t[0]} role="img" aria-label=${n}></canvas>`}var Ml=60,Eu=12,eh=20,th=40;function Pu({id:e}){let t=`/v1/datasets/${encodeURIComponent(e)}`,{data:n,error:o,reload:l}=B(t,{match:s=>/dataset/.test(s.type),every:2e4});return!n&&o?.status===404?u`<${fn} what="dataset" />`:n?u`
    <${Ae} title=${n.name} crumb=${u`<a href=${K(["datasets"])}>Datasets</a>`}
      lead=${`${z(n.rows)} rows of ${n.format}, ${Ke(n.bytes)}`}
      actions=${u`<${ae} command=${te("GET",t)} />
        <${jo} what="dataset" name=${n.name} path=${t} back="datasets" />
        ${n.state==="ready"&&u`<a class="button primary" href=${K(["submit"],{dataset:n.name})}>Train on it</a>`}`}>
      ${n.state&&n.state!=="ready"&&u`<div class="note"><p>This dataset is <b>${n.state}</b>${n.error?`: ${n.error}`:""}.
        ${n.state==="incomplete"&&" Its labels are a file of their own: PUT them to \u2026/labels."}</p></div>`}
      <${lh} columns=${n.columns||[]} />
      <${rh} path=${`${t}/preview`} ready=${n.state==="ready"} shape=${n.shape} />
      <${W} title="What it is">
        <${At} rows=${[["Id",u`<code>${n.id}</code>`],["Shape of a row",n.shape?.join(" \xD7 ")],["Seen by",n.visibility.replace("_"," ")],["Licence",n.license],["Description",n.description],["Uploaded",He(n.created_at)],["SHA-256",n.sha256&&u`<code class="long">${n.sha256}</code>`]]} />
      <//>
    <//>`:u`<${Ao} title="Dataset" what="the dataset" error=${o} retry=${l} />`}function nh({c:e}){let t=e.classes||[],n=e.counts||[],o=e.n_classes??t.length,l=t.slice(0,Eu),s=Math.max(1,...n.slice(0,Eu)),r=l.map((i,c)=>n[c]==null?i:`${i} (${z(n[c])})`).join(", ");return u`
    <div class="classes">
      ${n.length>0&&u`<div class="class-bars" aria-hidden="true">${l.map((i,c)=>u`
        <i title="${i}: ${z(n[c])}" style=${{height:`${100*n[c]/s}%`}}></i>`)}</div>`}
      <span>${ve(o,"class","classes")}: ${r}${o>l.length?` and ${z(o-l.length)} more`:""}</span>
    </div>`}function oh({c:e}){let t=e.max-e.min;if(!(t>0)||e.mean==null)return null;let n=s=>Math.min(100,Math.max(0,100*(s-e.min)/t)),o=e.std||0,l=n(e.mean-o);return u`
    <div class="spread" role="img" aria-label="mean ${J(e.mean)} between ${J(e.min)} and ${J(e.max)}">
      <div class="spread-std" style=${{left:`${l}%`,width:`${n(e.mean+o)-l}%`}}></div>
      <div class="spread-mean" style=${{left:`${n(e.mean)}%`}}></div>
    </div>`}function lh({columns:e}){if(!e.length)return null;let t=e.slice(0,Ml);return u`
    <${W} title="Columns" note=${z(e.length)}>
      <table class="list columns">
        <${mt} columns=${["Name","Type","Missing#","Min#","Mean#","Max#","Std#","Spread or values"]} />
        <tbody>${t.map(n=>u`
          <tr key=${n.name}><th scope="row">${n.name}</th><td data-label="Type">${n.type}</td>
            <td data-label="Missing" class="n">${z(n.missing??0)}</td>
            ${n.mean==null?u`
              <td class="gone" colspan="4"></td>
              <td data-label="Values">${n.classes&&u`<${nh} c=${n} />`}</td>`:u`
              <td data-label="Min" class="n">${J(n.min)}</td><td data-label="Mean" class="n">${J(n.mean)}</td>
              <td data-label="Max" class="n">${J(n.max)}</td><td data-label="Std" class="n">${J(n.std)}</td>
              <td data-label="Spread"><${oh} c=${n} /></td>`}</tr>`)}</tbody></table>
      ${e.length>Ml&&u`<p class="quiet">and ${z(e.length-Ml)} more columns</p>`}
    <//>`}var sh=e=>e==null?"":typeof e=="number"?J(e):String(e);function fa(e,t){let n=t.reduce((o,l)=>o*l,1);return{values:e.slice(0,n),label:e[n]}}function rh({path:e,ready:t,shape:n}){let o=Tl(n),l=`${e}?rows=${o?th:eh}`,{data:s,error:r}=B(t?l:null,{every:0});if(!t||!s&&!r)return null;let i=s?.rows||[];return u`
    <${W} title=${o?"First pictures":"First rows"} actions=${u`<${ae} command=${te("GET",l)} />`}>
      <${se} error=${!s&&r} />
      ${s&&(o?u`<ul class="pictures">${i.map((c,p)=>{let d=fa(c,n);return u`
              <li key=${p}><${Es} values=${d.values} shape=${n} label="row ${p+1}" /><span>${d.label??""}</span></li>`})}</ul>`:u`<${ah} names=${s.columns||[]} rows=${i} />`)}
    <//>`}function ah({names:e,rows:t}){return u`
    <${Io} label="Table of the first rows">
      <table class="tight"><thead><tr><th scope="col">Row</th>${e.slice(0,Ml).map(n=>u`
        <th scope="col">${n}</th>`)}</tr></thead>
        <tbody>${t.map((n,o)=>u`
          <tr key=${o}><th scope="row">${o+1}</th>${n.slice(0,Ml).map(l=>u`<td>${sh(l)}</td>`)}</tr>`)}</tbody></table>
    <//>`}var ih=24,ch=5,uh=20;function fh(e,t){if(!t?.columns)return null;let n=e.spec?.data||{},o=[].concat(n.target||t.columns[t.columns.length-1].name),l=n.features&&[].concat(n.features);return t.columns.filter(s=>!o.includes(s.name)&&(!l||l.includes(s.name)))}function Au({model:e,path:t}){let n=Kn(e,"dataset"),o=n?`/v1/datasets/${encodeURIComponent(n)}`:null,{data:l}=B(o,{every:0}),s=fh(e,l),r=l?.shape,i=s&&s.length>0&&s.length<=ih,[c,p]=D({}),[d,g]=D("[[0, 0, 0, 0]]"),[b,$]=D(null),[w,C]=D(null),[T,M]=D(!1),v=N=>N.type==="numeric"?String(Number((N.mean??0).toPrecision(3))):String(N.classes?.[0]??""),A=N=>c[N.name]??v(N);function k(){return i?{inputs:[Object.fromEntries(s.map(N=>{let Y=A(N).trim();return[N.name,Y===""?null:N.type==="numeric"&&Number.isFinite(Number(Y))?Number(Y):Y]}))]}:{inputs:JSON.parse(d)}}async function ee(N){M(!0),C(null);try{$(await Ge("POST",`${t}/predict`,{body:N}))}catch(Y){$(null),C(Y)}M(!1)}function F(N){N.preventDefault();try{ee(k())}catch(Y){C(new Error(`This is not JSON: ${Y.message}`))}}let X="";try{X=te("POST",`${t}/predict`,k())}catch{}return u`
    <${W} title="Try it" note="raw values, as in the data" actions=${X&&u`<${ae} command=${X} />`}>
      <form class="tryit" onSubmit=${F}>
        ${Tl(r)&&u`<${mh} where=${o} shape=${r} pick=${N=>{g(JSON.stringify([N])),ee({inputs:[N]})}} />`}
        ${i?u`<div class="grid-form">${s.map(N=>u`
            <${ph} key=${N.name} c=${N} value=${A(N)} set=${Y=>p({...c,[N.name]:Y})} />`)}</div>`:u`<details open=${!Tl(r)}><summary>Rows as JSON</summary>
            <div class="field"><label class="hidden" for="try-raw">Rows as JSON</label>
              <textarea id="try-raw" class="code" rows="4" spellcheck="false" value=${d}
                onInput=${N=>g(N.currentTarget.value)}></textarea></div></details>`}
        <div class="actions"><button class="primary" disabled=${T}>${T?"Asking\u2026":"Predict"}</button></div>
      </form>
      <div aria-live="polite">
        <${se} error=${w} />
        ${b&&u`<${dh} answer=${b} />`}
      </div>
    <//>`}function mh({where:e,shape:t,pick:n}){let{data:o}=B(`${e}/preview?rows=${uh}`,{every:0}),l=(o?.rows||[]).map(i=>fa(i,t)),[s,r]=D(-1);return u`<ul class="pictures" aria-label="Pictures to try">${l.map((i,c)=>u`
    <li key=${c}><button type="button" class="pick" aria-pressed=${String(c===s)} onClick=${()=>{r(c),n(i.values)}}><${Es} values=${i.values} shape=${t} label="picture ${c+1}" /></button>
      <span>${i.label??""}</span></li>`)}</ul>`}function ph({c:e,value:t,set:n}){let o=`try-${e.name}`,l=e.classes||[];return u`
    <div class="field"><label for=${o}>${e.name}</label>
      ${e.type==="categorical"&&l.length?u`<select id=${o} value=${t} onChange=${s=>n(s.currentTarget.value)}>
            ${l.map(s=>u`<option value=${s}>${s}</option>`)}</select>`:u`<input id=${o} inputmode="decimal" autocomplete="off" value=${t} onInput=${s=>n(s.currentTarget.value)} />`}
      ${e.type==="numeric"&&e.min!=null&&u`<p class="help">${J(e.min)} … ${J(e.max)} in the data</p>`}
    </div>`}function dh({answer:e}){let t=[].concat(e.outputs?.[0]??[]);if(!e.labels?.length)return u`<p class="answer">${t.map(o=>J(o)).join(", ")}</p>`;let n=t.map((o,l)=>({name:String(e.classes?.[l]??l),p:o})).sort((o,l)=>l.p-o.p).slice(0,ch);return u`
    <p class="answer">${e.labels[0]}</p>
    <ul class="shares chances">${n.map(o=>u`
      <li><p><span>${o.name}</span><span class="n">${(100*o.p).toFixed(1)} %</span></p>
        <div class="share" aria-hidden="true"><div class="share-held" style=${{width:`${100*o.p}%`}}></div></div></li>`)}</ul>`}function Nu({id:e}){let t=`/v1/models/${encodeURIComponent(e)}`,{data:n,error:o,reload:l}=B(t,{every:3e4});if(!n&&o?.status===404)return u`<${fn} what="model" />`;if(!n)return u`<${Ao} title="Model" what="the model" error=${o} retry=${l} />`;let s=[n.task,`${z(n.parameters)} parameters`,Ke(n.bytes)].filter(Boolean).join(" \xB7 ");return u`
    <${Ae} title=${n.name||n.id} crumb=${u`<a href=${K(["models"])}>Models</a>`}
      lead=${s} actions=${u`<${ae} command=${te("GET",t)} />
        <${jo} what="model" name=${n.name} path=${t} back="models" /><${hh} m=${n} path=${t} />`}>
      <${Au} model=${n} path=${t} />
      <${Cu} path=${t} />
      <div class="two">
        <${W} title="Figures">
          <${At} rows=${[...Object.entries(n.metrics).filter(([r,i])=>typeof i=="number"&&r!=="samples_per_s").map(([r,i])=>[r,J(i)]),["Made by",n.job&&u`<a href=${K(["jobs",Kn(n,"job")])}>${n.job}</a>`],["Trained on",n.dataset&&u`<a href=${K(["datasets",Kn(n,"dataset")])}>${n.dataset}</a>`],["Seen by",n.visibility.replace("_"," ")],["Licence",n.license],["Made",He(n.created_at)]]} />
        <//>
        <${W} title="Provenance">
          <${At} rows=${[["Id",u`<code>${n.id}</code>`],["SHA-256",u`<code class="long">${n.sha256}</code>`],...os(n.provenance)]} />
        <//>
      </div>
      ${n.spec&&u`<${W} title="Spec"><details class="spec"><summary>How it is built and was trained</summary>
        <${_n} text=${JSON.stringify(n.spec,null,2)} /></details><//>`}
    <//>`}function hh({m:e,path:t}){let[n,o]=D(!1);async function l(){o(!0);try{await bi(`${t}/content?format=safetensors`,`${e.name||e.id}.safetensors`)}catch(s){Fe(s.message,"bad")}o(!1)}return u`
    <button class="primary" disabled=${n} onClick=${l}><${rt} name="down" />${n?"Fetching\u2026":"Download"}</button>`}var $h=50,gh=["csv","idx","npy","text","images"],_h=["private","tenant","public","train_only"],bh=(e="iris",t="iris.csv",n="csv")=>`curl -H "Authorization: Bearer $ALLOT_TOKEN" -T ${t} -X POST '${location.origin}/v1/datasets?name=${e}&format=${n}'`;function Ou({params:e}){let t=`/v1/datasets${gn({after:e.after,limit:$h})}`,{data:n,error:o,reload:l}=B(t,{match:d=>/dataset/.test(d.type),every:1e4}),s=Pe(ze),[r,i]=D(!1),c=St(1e4),p=n?.data;return u`
    <${Ae} title="Datasets" actions=${u`<${ae} command=${te("GET",t)} />
      ${$l(s)&&u`
        <button class="primary" aria-expanded=${String(r)} onClick=${()=>i(!r)}>Upload a file</button>`}`}>
      ${r&&u`<${yh} done=${()=>i(!1)} />`}
      <${se} error=${!p&&o} retry=${l} />
      ${!p&&!o&&u`<${We} what="datasets" />`}
      ${p&&!p.length&&u`
        <${ut} title="No datasets yet" command=${bh()}>A CSV file with a header is enough to begin.<//>`}
      ${p?.length>0&&u`
        <table class="list"><${mt} columns=${["Dataset","Format","Rows#","Columns#","Size#","Seen by","Age#"]} />
          <tbody>${p.map(d=>u`
            <tr key=${d.id}><th scope="row"><a href=${K(["datasets",d.id])}>${d.name}</a>
                ${d.state!=="ready"&&u`${" "}<span class="state">${d.state}</span>`}</th>
              <td data-label="Format">${d.format}</td><td data-label="Rows" class="n">${z(d.rows)}</td>
              <td data-label="Columns" class="n">${z(d.columns?.length)}</td><td data-label="Size" class="n">${Ke(d.bytes)}</td>
              <td data-label="Seen by">${d.visibility.replace("_"," ")}</td>
              <td data-label="Age" class="n" title=${He(d.created_at)}>${cn(d.created_at,c)}</td></tr>`)}</tbody></table>`}
      <${Qo} list=${n} params=${e} />
    <//>`}function yh({done:e}){let t=Ue(),[n,o]=D(""),[l,s]=D("csv"),[r,i]=D("tenant"),[c,p]=D(null),[d,g]=D(!1);function b(){let w=t.current.files[0];if(!w)return;let[C]=w.name.split(".");n||o(C.replace(/[^\w.-]+/g,"-")),/ubyte|\.idx/.test(w.name)?s("idx"):/\.(npy|txt)/.test(w.name)&&s(/\.npy/.test(w.name)?"npy":"text")}async function $(w){w.preventDefault();let C=t.current.files[0];if(!C)return p(new Error("Choose a file first."));g(!0),p(null);try{let T=/\.gz$/.test(C.name)?{"Content-Encoding":"gzip"}:{},M=`/v1/datasets${gn({name:n,format:l,visibility:r})}`,v=await Ge("POST",M,{body:C,type:"application/octet-stream",headers:T});Fe(`${v.name} is uploaded.`),e(),On(["datasets",v.id])}catch(T){p(T),g(!1)}}return u`
    <form class="panel form" onSubmit=${$} aria-label="Upload a dataset">
      <div class="grid-form">
        <div class="field"><label for="upload-file">File</label><input id="upload-file" type="file" ref=${t} onChange=${b} />
          <p class="help">Also gzip-compressed, when its name ends in .gz.</p></div>
        <div class="field"><label for="upload-name">Name</label><input id="upload-name" value=${n} required autocomplete="off"
          onInput=${w=>o(w.currentTarget.value)} /></div>
        <${Zn} id="upload-format" label="Format" value=${l} choices=${gh} set=${s} />
        <${Zn} id="upload-visibility" label="Seen by" value=${r} choices=${_h} set=${i} />
      </div>
      <${se} error=${c} />
      <${Ln} leave=${e} send=${d?"Uploading\u2026":"Upload"} busy=${d} />
    </form>`}function Cl(e,[t,...n],o){let l=Array.isArray(e)?[...e]:{...e&&typeof e=="object"?e:{}},s=n.length?Cl(l[t],n,o):o,r=s&&typeof s=="object"&&!Array.isArray(s)&&!Object.keys(s).length;return s!==void 0&&!r?l[t]=s:Array.isArray(l)?l.splice(t,1):delete l[t],l}var Du=(e,t)=>t.reduce((n,o)=>n?.[o],e),vh=e=>e?.n_classes||e?.classes?.length||2;function Ps(e){if(!e)return{name:"my-first-job",dataset:"",model:{task:"classification",layers:[{type:"dense",units:10}]}};let t=e.columns||[],n=t.find(r=>r.name==="label")||t[t.length-1],o=n?.type==="categorical",l=(e.shape||[]).length>1,s=[...l?[{type:"flatten"}]:[],{type:"dense",units:l?128:32,activation:"relu"},{type:"dense",units:o?vh(n):1}];return{name:`${e.name}-mlp`,dataset:e.name,model:{task:o?"classification":"regression",layers:s},training:{epochs:10,batch_size:e.rows>5e3?128:32,optimizer:{type:"adam",learning_rate:.001},validation_split:.2},...l||!n?{}:{data:{target:n.name,normalize:"standard"}},resources:{slots:{min:1,max:2}}}}var ma=e=>{if(e==null)return null;let t=typeof e=="number"?e:-yn(e);return t<1?"now":`in ${Te(t)}`};function Lu({verdict:e}){let{quote:t,faults:n,error:o,busy:l}=e,s=n.length?ve(n.length,"fault"):"Quote",r=t||{},i=[["Starts",ma(r.start?.p50)],["Done",ma(r.finish?.p50)],["Done, 9 in 10",ma(r.finish?.p90)],["Parameters",r.parameters!=null?z(r.parameters):null],["Memory",r.memory_bytes!=null?Ke(r.memory_bytes):null],["Steps",r.steps!=null?z(r.steps):null],["FLOPs a step",r.flops_per_step!=null?J(r.flops_per_step):null],["Slot-seconds",r.slot_seconds!=null?J(r.slot_seconds):null],["Credits",r.credits!=null?J(r.credits):null],["Lanes",r.lanes!=null?z(r.lanes):null]];return u`
    <${W} title=${s} note=${l?"asking\u2026":"a dry run, after each change"}>
      <div aria-live="polite">
        <${se} error=${o} />
        ${n.length>0&&u`<ul class="faults">${n.map(c=>u`
          <li><code>${c.pointer||"/"}</code>${Mo(c)}</li>`)}</ul>`}
        ${t&&!n.length&&u`
          <${No} rows=${i} class="quote-figures" />`}
      </div>
    <//>`}function wh(e,t){let n=t.trim();if(n!==""){if(e.type==="pair"||e.type==="shape"){let o=n.split(/[\s,x×]+/).filter(Boolean).map(Number);return o.some(l=>!Number.isFinite(l))?n:o.length===1&&e.type==="pair"?o[0]:o}return e.type==="integer"||e.type==="number"?Number.isFinite(Number(n))?Number(n):n:t}}var As=e=>e==null?"":Array.isArray(e)?e.join(", "):String(e),Sh=e=>e[0].toUpperCase()+e.slice(1).replaceAll("_"," ");function Ns({form:e,path:t,option:n,label:o,set:l}){let s=`opt-${t.join("-")}`,r=e.get(...t),i=e.fault(t),c=l||(d=>e.put(t,d)),p={id:s,required:n.required,"aria-describedby":`${s}-help ${s}-fault`,"aria-invalid":i?"true":void 0};return u`
    <div class="field ${i?"wrong":""}">
      <label for=${s}>${o||Sh(n.name)}</label>
      <${kh} option=${n} value=${r} change=${c} common=${p} />
      <${Er} id="${s}-fault" fault=${i} />
      ${n.help&&u`<p class="help" id="${s}-help">${n.help}</p>`}
    </div>`}function kh({option:e,value:t,change:n,common:o}){let l=e.default===void 0?"\u2013":`${e.default} (default)`;if(e.type==="choice"||e.type==="boolean"){let s=e.type==="boolean"?["true","false"]:e.choices,r=t===void 0||s.includes(String(t));return u`
      <select ...${o} value=${As(t)} onChange=${i=>{let c=i.currentTarget.value;n(c===""?void 0:e.type==="boolean"?c==="true":c)}}>
        <option value="">${l}</option>
        ${!r&&u`<option value=${As(t)}>${As(t)}</option>`}
        ${s.map(i=>u`<option value=${i}>${i}</option>`)}
      </select>`}return u`<input ...${o} autocomplete="off" inputmode=${/int|num/.test(e.type)?"decimal":void 0}
    placeholder=${e.default===void 0?"":String(e.default)} value=${As(t)}
    onChange=${s=>n(wh(e,s.currentTarget.value))} />`}function pa({form:e,path:t,options:n}){let o=n.filter(r=>r.required||e.get(...t,r.name)!==void 0||r.name==="activation"),l=n.filter(r=>!o.includes(r)),s=r=>u`<div class="grid-form">${r.map(i=>u`
    <${Ns} key=${i.name} form=${e} path=${[...t,i.name]} option=${i} />`)}</div>`;return u`
    ${o.length>0&&s(o)}
    ${l.length>0&&u`<details><summary>${l.length} more options</summary>${s(l)}</details>`}`}function Ru({form:e,path:t,kinds:n,label:o}){let l=e.get(...t),s=typeof l=="string"?l:l?.type,r=n.find(g=>g.name===s),i={name:o,type:"choice",choices:n.map(g=>g.name),help:r?.help},c={type:s,...typeof l=="object"?l:{}},p={...e,put:(g,b)=>e.put(t,Cl(c,g.slice(t.length),b))},d={...e,get:(...g)=>g.join()===t.join()?s:e.get(...g)};return n.length?u`
    <div class="layer">
      <${Ns} form=${d} path=${t} option=${i} set=${g=>e.put(t,g===void 0?void 0:{type:g})} />
      <${pa} form=${p} path=${t} options=${r?.options||[]} />
    </div>`:null}var xh=500,Th=(e,t)=>(e||[]).find(n=>n.name===t),Os=(e,t)=>Th(e,t)?.options||[],da=e=>typeof e=="string"?e:e?.type;function Fu({spec:e,set:t,catalog:n,datasets:o,faults:l}){let s={catalog:n,get:(...c)=>Du(e,c),put:(c,p)=>t(Cl(e,c,p)),fault:c=>l.find(p=>p.pointer===`/${c.join("/")}`)},r=(o||[]).map(c=>c.name);return u`
    <form onSubmit=${c=>c.preventDefault()} aria-label="The job as a form">
      <${Mh} form=${s} names=${r} choose=${c=>{let p=o.find(d=>d.name===c);p&&c!==e.dataset&&t(Ps(p))}} />
      <${Ch} form=${s} />
      <${Ph} form=${s} names=${r} />
      <${Lh} form=${s} />
    </form>`}var mn=({form:e,under:t,options:n})=>n.map(o=>u`
  <${Ns} key=${o.name} form=${e} path=${[...t,o.name]} option=${o} label=${o.label} set=${o.set} />`);function Mh({form:e,names:t,choose:n}){let o=e.get("dataset"),{data:l}=B(o?`/v1/datasets/${encodeURIComponent(o)}`:null,{every:0}),s=(l?.columns||[]).map(c=>c.name),r={name:"target",type:"choice",choices:s,help:"The column to predict."},i=e.catalog.tasks.map(c=>c.name);return u`
    <${W} title="Data and task">
      <div class="grid-form">
        <${mn} form=${e} under=${[]} options=${[{name:"name",type:"text",help:"For people; may repeat."},{name:"dataset",type:"choice",choices:t,required:!0,set:n,help:"A new choice begins a new draft."}]} />
        <${mn} form=${e} under=${["model"]} options=${[{name:"task",type:"choice",choices:i,required:!0}]} />
        ${s.length>1&&s.length<xh&&u`
          <${mn} form=${e} under=${["data"]} options=${[r]} />`}
        <${mn} form=${e} under=${["data"]} options=${Os(e.catalog.sections,"data")} />
      </div>
    <//>`}function Ch({form:e}){let t=e.catalog.layers,n=e.get("model","layers")||[],o=l=>e.put(["model","layers"],l);return u`
    <${W} title="Layers" note="first to last; the last one gives the outputs">
      <ol class="layers">${n.map((l,s)=>u`
        <li class="layer ${e.fault(["model","layers",s])?"wrong":""}" key=${`${s}${da(l)}`}>
          <${Eh} form=${e} layers=${n} i=${s} change=${o} />
          <${pa} form=${e} path=${["model","layers",s]} options=${Os(t,da(l))} />
        </li>`)}</ol>
      <${Zn} id="add-layer" label="Add a layer" value="" choices=${["",...t.map(l=>l.name)]}
        set=${l=>l&&o([...n,{type:l,...l==="dense"?{units:32}:{}}])} />
    <//>`}function Eh({form:e,layers:t,i:n,change:o}){let l=n+1,s=i=>{let c=[...t];[c[n],c[n+i]]=[c[n+i],c[n]],o(c)},r=(i,c,p,d)=>u`
    <button type="button" class="icon-button" aria-label=${c} disabled=${p} onClick=${d}><${rt} name=${i} /></button>`;return u`
    <div class="layer-head"><span class="ordinal">${l}</span>
      <select aria-label="Type of layer ${l}" value=${da(t[n])}
        onChange=${i=>e.put(["model","layers",n],{type:i.currentTarget.value})}>
        ${e.catalog.layers.map(i=>u`<option value=${i.name}>${i.name}</option>`)}</select>
      ${r("up",`Move layer ${l} up`,n===0,()=>s(-1))}
      ${r("below",`Move layer ${l} down`,l===t.length,()=>s(1))}
      ${r("failed",`Remove layer ${l}`,!1,()=>o(t.filter((i,c)=>c!==n)))}
    </div>`}function Ph({form:e,names:t}){let{sections:n,optimizers:o,losses:l,schedules:s}=e.catalog,r={name:"validation_dataset",type:"choice",choices:t,help:"Instead of a split."};return u`
    <${W} title="Training">
      <div class="grid-form">
        <${mn} form=${e} under=${["training"]} options=${[...Os(n,"training"),r]} />
      </div>
      ${[["optimizer",o],["loss",l],["schedule",s]].map(([i,c])=>u`
        <${Ru} key=${i} form=${e} path=${["training",i]} kinds=${c} label=${i} />`)}
      ${["early_stopping","regularization"].map(i=>u`
        <details key=${i} open=${!!e.get("training",i)}><summary>${i.replace("_"," ")}</summary>
          <div class="grid-form">
            <${mn} form=${e} under=${["training",i]} options=${Os(n,i)} />
          </div></details>`)}
    <//>`}var Ah={name:"device",type:"choice",choices:["cpu","gpu"],default:"cpu"},Nh=[{name:"min",label:"Slots, at least",type:"integer",default:1,help:"It starts with at least these."},{name:"max",label:"Slots, at most",type:"integer",default:1,help:"It is widened up to these; the result stays the same."}],Oh={name:"max_runtime_s",label:"Run time, at most",type:"number",help:"Seconds of running, then it ends."},Dh={name:"priority",type:"integer",default:0,help:"Orders your own jobs only."},Lh=({form:e})=>u`
  <${W} title="Resources">
    <div class="grid-form">
      <${mn} form=${e} under=${["resources"]} options=${[Ah]} />
      <${mn} form=${e} under=${["resources","slots"]} options=${Nh} />
      <${mn} form=${e} under=${["resources"]} options=${[Oh]} />
      <${mn} form=${e} under=${[]} options=${[Dh]} />
    </div>
  <//>`;var Rh=450;function ju({params:e}){let t=B("/v1/catalog",{every:0}),n=B("/v1/datasets?limit=200",{every:0}),[o,l]=D(null),s=n.data?.data;ce(()=>{if(o!==null||!s)return;let d=$=>l(JSON.stringify($,null,2)),g=s.find($=>$.name===e.dataset||$.id===e.dataset),b=()=>d(Ps(g||s.find($=>$.state==="ready")));e.from?Co(`/v1/jobs/${encodeURIComponent(e.from)}`).then($=>d($.spec)).catch(b):b()},[s]);let r=null,i=null;try{r=o===null?null:JSON.parse(o)}catch(d){i=d}let c=jh(o,r),p=te("POST","/v1/jobs",r||"@job.json");return u`
    <${Ae} title="New job" crumb=${u`<a href=${K(["jobs"])}>Jobs</a>`}
      lead="The form and the text are one: change either." actions=${u`<${ae} command=${p} />`}>
      <${se} error=${t.error||n.error} />
      ${o===null&&!n.error&&u`<${We} what="the catalog" />`}
      ${o!==null&&u`
        <div class="submit">
          <div>${r&&typeof r=="object"&&t.data?u`<${Fu} spec=${r} set=${d=>l(JSON.stringify(d,null,2))}
                catalog=${t.data} datasets=${s} faults=${c.faults} />`:u`<${W} title="Form"><p class="quiet">${i?"It follows when the text is JSON again.":"Loading the catalog\u2026"}</p><//>`}</div>
          <div class="aside">
            <${Lu} verdict=${c} />
            <${Ih} spec=${r} blocked=${!r||c.faults.length>0} />
            <${Fh} text=${o} setText=${l} broken=${i} />
          </div>
        </div>`}
    <//>`}function Fh({text:e,setText:t,broken:n}){return u`
    <${W} title="As JSON" class="editor">
      <div class="field ${n?"wrong":""}"><label class="hidden" for="spec-text">The job as JSON</label>
        <textarea id="spec-text" class="code" spellcheck="false" value=${e}
          aria-describedby="spec-fault" aria-invalid=${n?"true":void 0}
          onInput=${o=>t(o.currentTarget.value)}></textarea>
        <p class="fault" id="spec-fault" role="alert">${n?n.message:""}</p></div>
    <//>`}function jh(e,t){let[n,o]=D({faults:[]});return ce(()=>{if(!t){o({faults:[]});return}let l=new AbortController;o(r=>({...r,busy:!0}));let s=setTimeout(async()=>{try{let r=await Ge("POST","/v1/jobs?dry_run=true",{body:t,signal:l.signal});o({quote:r,faults:r.errors||[]})}catch(r){if(r.name==="AbortError")return;let i=r instanceof Kt?r.errors:[];o({error:i.length?null:r,faults:i})}},Rh);return()=>{clearTimeout(s),l.abort()}},[e]),n}function Ih({spec:e,blocked:t}){let[n,o]=D(!1);async function l(){o(!0);try{let s=await Ge("POST","/v1/jobs",{body:e});Fe(`${s.name||s.id} is submitted.`),On(["jobs",s.id])}catch(s){Fe(s.message,"bad"),o(!1)}}return u`
    <p class="go"><button class="primary wide" disabled=${t||n} onClick=${l}>
      ${n?"Submitting\u2026":"Submit the job"}</button></p>`}var Iu="/v1/tenants?limit=200",Hh=["university","sme","individual","enterprise","public"];function Uh(e){let t=new Set(e.flatMap(l=>[l.id,l.name])),n=[],o=(l,s)=>e.filter(r=>l?[l.id,l.name].includes(r.parent):!r.parent||!t.has(r.parent)).sort((r,i)=>r.name<i.name?-1:1).forEach(r=>{n.push({...r,depth:s}),s<16&&o(r,s+1)});return o(null,0),n}function Hu(){let{data:e,error:t,reload:n}=B(Iu,{every:2e4}),o=Pe(ze),l=Uh(e?.data||[]);return u`
    <${Ae} title="Tenants" actions=${u`<${ae} command=${te("GET",Iu)} />`}>
      <${se} error=${!e&&t} retry=${n} />
      ${!e&&!t&&u`<${We} what="tenants" />`}
      ${e&&!l.length&&u`
        <${ut} title="No tenants" command=${te("POST","/v1/tenants",{name:"biology",category:"university"})} />`}
      ${l.length>0&&u`
        <table class="list tenants-table"><${mt} columns=${["Tenant","Category","Weight#","(Its jobs)"]} />
          <tbody>${l.map(s=>u`
            <tr key=${s.id}>
              <th scope="row"><span class="depth-${Math.min(s.depth,4)}">
                <a href=${K(["tenants",s.id])}><${_t} name=${s.name} /></a></span></th>
              <td data-label="Category">${s.category||"\u2013"}</td><td data-label="Weight" class="n">${s.weight??1}</td>
              <td class="n"><a href=${K(["jobs"],{tenant:s.id})}>Jobs<span class="hidden"> of ${s.name}</span></a></td></tr>`)}</tbody></table>`}
      ${o?.role==="admin"&&u`<${zh} names=${l.map(s=>s.name)} done=${n} />`}
    <//>`}function zh({names:e,done:t}){let[n,o]=D(!1),l=vn({name:"",category:"",weight:"1",parent:""},async s=>{let r={name:s.name,weight:Qn(s.weight)};s.category&&(r.category=s.category),s.parent&&(r.parent=s.parent),await Ge("POST","/v1/tenants",{body:r}),Fe(`Tenant ${s.name} is there.`),o(!1),t()});return n?u`
    <form class="panel form" onSubmit=${l.submit} aria-label="New tenant">
      <h2>New tenant</h2>
      <div class="grid-form">
        <${kt} form=${l} name="name" label="Name" />
        <${kt} form=${l} name="category" label="Category" choices=${["",...Hh]} />
        <${kt} form=${l} name="weight" label="Weight" type="number" help="Its part of what is free, against its siblings." />
        <${kt} form=${l} name="parent" label="Under" choices=${["",...e]} />
      </div>
      <${se} error=${l.rest} />
      <${Ln} leave=${()=>o(!1)} send="Add tenant" busy=${l.busy} />
    </form>`:u`<p><button onClick=${()=>o(!0)}>Add a tenant</button></p>`}var El=30,Wh=864e5,Uu=e=>(e.cpu_slot_seconds||0)+(e.gpu_slot_seconds||0);function qh(e){let t=new Map((e.data||[]).map(o=>[o.day,o])),n=e.to?Date.parse(`${e.to}T00:00:00Z`):Date.now();return Array.from({length:El},(o,l)=>{let s=new Date(n-(El-1-l)*Wh).toISOString().slice(0,10);return{day:s,used:Uu(t.get(s)||{})}})}function zu({path:e}){let t=`${e}/usage?by=day`,{data:n}=B(t,{every:3e4});if(!n)return null;let o=qh(n),l=Math.max(...o.map(c=>c.used)),s=n.total||{},r=o.filter(c=>c.used>0).length,i=l>0?`${Te(Uu(s))} of slot time on ${ve(r,"day")}, ${J(s.credits)} credits.`:`Nothing in the last ${El} days.`;return u`
    <${W} title="Use" note="last ${El} days" actions=${u`<${ae} command=${te("GET",t)} />`}>
      <p>${i}</p>
      ${l>0&&u`
        <div class="days" aria-hidden="true">${o.map(c=>u`
          <div key=${c.day} title="${c.day}: ${Te(c.used)}"><i style=${{height:`${100*c.used/l}%`}}></i></div>`)}</div>
        <p class="days-ends quiet" aria-hidden="true"><span>${o[0].day}</span><span>${o[El-1].day}</span></p>
        <details><summary>Use as a table</summary>
          <table class="tight"><${mt} columns=${["Day","Slot time#"]} />
            <tbody>${o.filter(c=>c.used>0).map(c=>u`
              <tr key=${c.day}><th scope="row">${c.day}</th><td class="n">${Te(c.used)}</td></tr>`)}</tbody></table></details>`}
    <//>`}var Wu=["member","viewer","owner"],qu=[["","never"],[String(7*86400),"in a week"],[String(90*86400),"in 90 days"],[String(365*86400),"in a year"]],Vu=e=>e?.role==="admin"||e?.role==="owner";function Gu({path:e}){let{data:t,error:n,reload:o}=B(`${e}/users?limit=200`),l=Pe(ze),[s,r]=D(!1),[i,c]=D(null),p=t?.data||[];return u`
    <${W} title="Users" actions=${u`<${ae} command=${te("GET",`${e}/users`)} />`}>
      <${se} error=${!t&&n} />
      ${t&&!p.length&&u`<p class="quiet">Nobody yet.</p>`}
      <ul class="users">${p.map(d=>u`
        <li key=${d.id}><div><b>${d.name}</b> <span class="quiet">${d.role}</span></div>
          ${Vu(l)&&u`<button class="small" aria-expanded=${String(i===d.id)}
            onClick=${()=>c(i===d.id?null:d.id)}>New token<span class="hidden"> for ${d.name}</span></button>`}
          ${i===d.id&&u`<${Gh} user=${d} />`}</li>`)}</ul>
      ${Vu(l)&&(s?u`<${Vh} path=${e} done=${d=>{r(!1),d&&o()}} />`:u`<p><button class="small" onClick=${()=>r(!0)}>Add a user</button></p>`)}
    <//>`}function Vh({path:e,done:t}){let n=vn({name:"",role:Wu[0]},async o=>{await Ge("POST",`${e}/users`,{body:o}),Fe(`${o.name} is a ${o.role} now.`),t(!0)});return u`
    <form class="form" onSubmit=${n.submit} aria-label="New user">
      <div class="grid-form">
        <${kt} form=${n} name="name" label="Name" />
        <${kt} form=${n} name="role" label="Role" choices=${Wu} />
      </div>
      <${se} error=${n.rest} />
      <${Ln} leave=${()=>t(!1)} send="Add user" busy=${n.busy} />
    </form>`}function Gh({user:e}){let[t,n]=D(null),[o,l]=D(qu[2][0]),s=vn({name:"dashboard"},async({name:r})=>{let i=o?{name:r,expires_in_s:Number(o)}:{name:r};n((await Ge("POST",`/v1/users/${e.id}/tokens`,{body:i})).token)});return ce(()=>{document.getElementById("field-name")?.focus()},[]),t?u`
      <div class="secret"><p role="status">This is the only time the token is shown. Give it to ${e.name}:</p>
        <${_n} text=${t} /></div>`:u`
    <form class="secret" onSubmit=${s.submit} aria-label="New token for ${e.name}">
      <div class="grid-form">
        <${kt} form=${s} name="name" label="What it is for" />
        <div class="field"><label for="token-life">It expires</label>
          <select id="token-life" value=${o} onChange=${r=>l(r.currentTarget.value)}>
            ${qu.map(([r,i])=>u`<option value=${r}>${i}</option>`)}</select></div>
      </div>
      <${se} error=${s.rest} />
      <button class="primary small" disabled=${s.busy}>Make the token</button>
    </form>`}function Ju({id:e}){let t=`/v1/tenants/${encodeURIComponent(e)}`,{data:n,error:o,reload:l}=B(t),s=B(`${t}/quota`),r=Pe(ze);if(!n&&o?.status===404)return u`<${fn} what="tenant" />`;let i=n?.name||e;return u`
    <${Ae} title=${i} crumb=${u`<a href=${K(["tenants"])}>Tenants</a>`}
      lead=${n&&u`<${_t} name=${n.name} /> <span>${n.category||""}</span>`}
      actions=${u`<a class="button" href=${K(["jobs"],{tenant:i})}>Jobs</a><${ae} command=${te("GET",t)} />`}>
      <${se} error=${!n&&o} retry=${l} />
      ${!n&&!o&&u`<${We} what="the tenant" />`}
      ${n&&u`
        <div class="two">
          <${W} title="Place">
            <${At} rows=${[["Under",n.parent||"the root"],["Weight",n.weight],["Category",n.category],["Id",u`<code>${n.id}</code>`]]} />
          <//>
          <${Gu} path=${t} />
        </div>
        <${zu} path=${t} />`}
      ${s.data&&(r?.role==="admin"?u`<${Bh} key=${n?.id} path=${`${t}/quota`} name=${i}
            quota=${s.data} etag=${s.etag} done=${s.reload} />`:u`<${Yh} quota=${s.data} />`)}
    <//>`}var Rs=[["cpu_slots/guarantee","CPU guarantee","slots","Comes back at once when the tenant wants it."],["cpu_slots/max","CPU maximum","slots","Never more than this, even when slots are free."],["gpu_slots/guarantee","GPU guarantee","slots"],["gpu_slots/max","GPU maximum","slots"],["max_running_jobs","Running jobs at most"],["max_queued_jobs","Queued jobs at most"],["storage_bytes","Storage","bytes"],["job_memory_bytes","Memory of one job","bytes"],["job_runtime_s","Run time of one job","seconds"]],Ls=(e,t)=>t.split("/").reduce((n,o)=>n?.[o],e),Ds=e=>Object.fromEntries(Rs.map(([t])=>[t,Ls(e,t)==null?"":String(Ls(e,t))]));function Bu(e){let t={};for(let[n]of Rs){let o=e[n].trim(),l=n.split("/"),s=l.pop(),r=l.reduce((i,c)=>i[c]||={},t);r[s]=o===""?null:Qn(o)}return t}function Bh({path:e,quota:t,etag:n,name:o,done:l}){let s=vn(Ds(t),async i=>{await $n("PUT",e,{body:Bu(i),headers:n?{"If-Match":n}:{}}),Fe(`The quota of ${o} is set.`),l()}),r=JSON.stringify(s.values)===JSON.stringify(Ds(t));return ce(()=>{!s.busy&&!s.error&&s.reset(Ds(t))},[JSON.stringify(t)]),u`
    <form class="panel form" onSubmit=${s.submit} aria-label="Quota">
      <div class="panel-head"><h2>Quota</h2><p class="quiet">empty means no limit</p>
        <div class="actions"><${ae} command=${te("PUT",e,Bu(s.values))} /></div></div>
      <div class="grid-form">${Rs.map(([i,c,p,d])=>u`
        <${kt} key=${i} form=${s} name=${i} label=${c} unit=${p}
          help=${d||Jh(i,s.values[i])} type="number" placeholder=${i.endsWith("guarantee")?"0":"no limit"} />`)}</div>
      <${se} error=${s.rest} />
      <div class="actions"><button type="button" disabled=${r} onClick=${()=>s.reset(Ds(t))}>Undo changes</button>
        <button class="primary" disabled=${r||s.busy}>Set quota</button></div>
    </form>`}function Jh(e,t){let n=Number(t);return t===""||!Number.isFinite(n)?"":e.endsWith("_bytes")&&n>=1024?Ke(n):e.endsWith("_s")&&n>=60?Te(n):""}function Yh({quota:e}){let t=(n,o)=>n.endsWith("_bytes")?Ke(o):n.endsWith("_s")?Te(o):z(o);return u`
    <${W} title="Quota">
      <${At} rows=${Rs.map(([n,o])=>[o,Ls(e,n)==null?"no limit":t(n,Ls(e,n))])} />
    <//>`}var Qh=[["/","focus the filter of the job list"],["j k","next and previous job of the list"],["Enter","open it"],["?","this help"]];function Yu(){let[e,t]=D(!1),n=Ue();return ce(()=>{let o=l=>{l.key==="?"&&!/INPUT|TEXTAREA|SELECT/.test(l.target.tagName)&&t(!0)};return window.addEventListener("keydown",o),()=>window.removeEventListener("keydown",o)},[]),ce(()=>{e&&n.current.showModal()},[e]),e?u`
    <dialog ref=${n} aria-labelledby="keys-title" onClose=${()=>t(!1)}>
      <h2 id="keys-title">Keys</h2>
      <dl class="keys">${Qh.map(([o,l])=>u`
        <div><dt>${o.split(" ").map(s=>u`<kbd>${s}</kbd> `)}</dt><dd>${l}</dd></div>`)}</dl>
      <form method="dialog"><button autofocus>Close</button></form>
    </dialog>`:null}var Kh={overview:[zi],jobs:[vu,Tu],models:[Mu,Nu],datasets:[Ou,Pu],tenants:[Hu,Ju],submit:[ju],compare:[yu]},Zh=[["overview","Overview"],["jobs","Jobs"],["models","Models"],["datasets","Datasets"],["tenants","Tenants"]];function Xh({parts:e,params:t}){let[n="overview",o]=e,[l,s]=Kh[n]||[],r=o?s:l;return r?u`<${r} key=${e.join("/")} id=${o} params=${t} />`:u`<${fn} what="page" />`}function e$({current:e}){return u`
    <nav class="menu" aria-label="Pages">
      <ul>${Zh.map(([t,n])=>u`
        <li><a href=${K([t])} aria-current=${e===t?"page":void 0}>
          <${rt} name=${t} size="20" /><span>${n}</span></a></li>`)}</ul>
    </nav>`}function t$(){let e=Pe(ze)||{};return u`
    <div class="who">
      <p><b>${e.name}</b><span class="quiet">${[e.role,e.tenant].filter(Boolean).join(" \xB7 ")}</span></p>
      <${Kl} />
      <button class="icon-button" aria-label="Log out" title="Log out" onClick=${()=>ml("",!1)}>
        <${rt} name="out" /></button>
    </div>`}function n$(){let e=Pe(To),t=St(1e3),n=!e.ok&&t-e.since>1500;return u`
    <div class="stale" role="status" aria-live="polite" hidden=${!n}>
      ${n&&u`<${rt} name="warn" /><span>Connection lost: ${e.reason}. You see the state of
        ${" "}${He(e.since)}, ${Te(Math.round((t-e.since)/1e4)*10||2)} ago. Trying again…</span>`}
    </div>`}function o$(){let e=Pe(Nn),t=Pe(ze),n=ki();return ce(()=>{if(!e){ts(),Ti();return}let o=!1,l=()=>Co("/v1/me").then(s=>{o||(ze.set(s),Mr())}).catch(()=>!o&&Nn.get()&&setTimeout(l,2e3));return l(),()=>{o=!0}},[e]),e?u`
    <a class="skip" href="#main" onClick=${o=>{o.preventDefault(),document.querySelector("h1")?.focus()}}>Skip to the content</a>
    <div class="shell">
      <aside class="side">
        <a class="brand" href=${K(["overview"])} aria-label="Allot, overview"><${Jl} /><span>Allot</span></a>
        <${e$} current=${n.parts[0]||"overview"} />
        <${t$} />
      </aside>
      <main id="main">
        <${n$} />
        ${t?Xh(n):u`<p class="waiting">Loading…</p>`}
      </main>
    </div>
    <${Yu} />
    <${wr} />`:u`<${Ei} /><${wr} />`}dr(u`<${o$} />`,document.getElementById("app"));
