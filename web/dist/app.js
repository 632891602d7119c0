var xe,Ka,Ff,An,mr,Qs,Za,Bs,Xa,dr,pr,Rf,fs=Symbol.for("pv"),Ks={},Zs=[],jf=/^m(i|n|o|s|text|space)$/,hr=Array.isArray,$r=Zs.slice,Zn=Object.assign;function Kn(e){e&&e.parentNode&&e.remove()}function ei(e,t,n){var o,s,l,r={},a=arguments.length;for(l in t)l=="key"?o=t[l]:l=="ref"&&typeof e!="function"?s=t[l]:r[l]=t[l];return a>2&&(r.children=a>3?$r.call(arguments,2):n),us(e,r,o,s,null)}function us(e,t,n,o,s){var l={type:e,props:t,key:n,ref:o,__k:null,__:null,__b:0,__e:null,__c:null,constructor:fs,__v:s||++Ka,__i:-1,__u:0};return!s&&xe.vnode&&xe.vnode(l),l}function ms(e){return e.children}function Js(e,t){this.props=e,this.context=t,this.__g=0}function On(e,t){if(t==null)return e.__&&On(e.__,e.__i+1);for(var n;t<e.__k.length;t++)if((n=e.__k[t])&&n.__e)return n.__e;return typeof e.type!="function"||e.props.__P?null:On(e)}function If(e){var t,n=e.__v,o=n.__e,s=[],l=[],r=e.__P;r&&((t=Zn({constructor:fs},n)).__v=n.__v+1,xe.vnode&&xe.vnode(t),gr(r,t,n,e.__n,r.namespaceURI,32&n.__u?[o]:null,s,o||On(n),32&n.__u,l),t.__v=n.__v,t.__.__k[t.__i]=t,ri(s,t,l),n.__=n.__e=null,t.__e!=o&&ti(t))}function ti(e){if((e=e.__)&&e.__c&&!e.props.__P)return e.__e=null,e.__k.some(function(t){return t&&(e.__e=t.__e)}),ti(e)}function Ya(e){(8&e.__g||(e.__g|=8,An.push(e),Qs++))&&mr==xe.debounceRendering||((mr=xe.debounceRendering)||queueMicrotask)(ni)}function ni(){try{for(var e,t=1;An.length;)An.length>t&&An.sort(Za),e=An.shift(),t=An.length,8&e.__g&&If(e)}finally{(Qs=An.length)&&(mr||queueMicrotask)(ni)}}function oi(e,t,n,o,s,l,r,a,c,m,p){var $,b,g,w,A,x,C=o.__k||Zs,v=t.length;for(c=zf(n,t,C,c,v),$=0;$<v;$++)(g=n.__k[$])!=null&&(b=~g.__i&&C[g.__i]||Ks,g.__i=$,x=gr(e,g,b,s,l,r,a,c,m,p),w=g.__e,(b.ref!=g.ref||8&b.__u)&&(b.ref&&_r(b.ref,null,g,b),g.ref&&p.push(g.ref,g.__c||w,g)),A=A||w,4&g.__u?(c=si(g,c,e,!b.__v),b.__e&&(b.__e=null)):typeof g.type=="function"&&x!==void 0?c=x:w&&(c=w.nextSibling),g.__u&=-21);return n.__e=A,c}function zf(e,t,n,o,s){var l,r,a,c,m,p,$,b,g,w=n.length,A=w,x=0,C=0,v=e.__k=Array(s);for(l=0;l<s;l++)(r=t[l])!=null&&typeof r!="boolean"&&typeof r!="function"?(typeof r!="object"||r.constructor===String?r=v[l]=us(null,r):hr(r)?r=v[l]=us(ms,{children:r}):r.constructor===fs&&r.__b?r=v[l]=us(r.type,r.props,r.key,r.ref,r.__v):v[l]=r,c=l+x,r.__=e,r.__b=e.__b+1,a=null,~(m=r.__i=Hf(r,n,c,A))&&(A--,(a=n[m])&&(a.__u|=2)),a&&a.__v?(r.__u|=16,m==c-1?x--:m==c+1?x++:m!=c&&(m>c?x--:x++,C=1)):(~m||(s>w?x--:s<w&&x++),typeof r.type!="function"&&(r.__u|=4))):v[l]=null;if(C){for(p=[],$=[],l=0;l<s;l++)if((r=v[l])&&16&r.__u){for(x=0,b=p.length;x<b;)p[g=x+b>>1]<r.__i?x=g+1:b=g;p[x]=r.__i,$[l]=x+1}for(x=p.length;l--;)$[l]&&($[l]==x?x--:v[l].__u|=4)}if(A)for(l=0;l<w;l++)!(a=n[l])||2&a.__u||(a.__e==o&&(o=On(a)),br(a,a));return o}function si(e,t,n,o){var s,l,r,a;if(typeof e.type=="function"){if(e.props.__P)return t;if(s=e.__k)for(l=0;l<s.length;l++)s[l]&&(s[l].__=e,t=si(s[l],t,n,!1));return t}for(t&&!t.parentNode&&(t=On(e))&&!t.parentNode&&(t=null),r=e.__e,a=t;a&&a.nodeType==8;)a=a.nextSibling;for(r!=a&&(!o&&n.moveBefore&&r.parentNode?n.moveBefore(r,t):n.insertBefore(r,t||null)),t=r;(t=t&&t.nextSibling)&&t.nodeType==8&&!t.data.startsWith("$s"););return t}function Hf(e,t,n,o){var s,l=e.key,r=e.type,a=t[n],c=a&&!(2&a.__u);if(a===null&&l==null||c&&l==a.key&&r==a.type)return n;if(o>(c?1:0)){for(s=n-1;s>=0;s--)if((a=t[s])&&!(2&a.__u)&&l==a.key&&r==a.type)return s;for(s=n+1;s<t.length;s++)if((a=t[s])&&!(2&a.__u)&&l==a.key&&r==a.type)return s}return-1}function Qa(e,t,n){n==null&&(n=""),t[0]=="-"?e.setProperty(t,n):e[t]=n}function Gs(e,t,n,o,s){var l,r;if(t=="style")if(typeof n=="string")e.style.cssText=n;else{if(typeof o=="string"&&(e.style.cssText=o=""),o)for(t in o)n&&t in n||Qa(e.style,t);if(n)for(t in n)o&&n[t]==o[t]||Qa(e.style,t,n[t])}else if(t[0]=="o"&&t[1]=="n")typeof n!="function"&&(n=null),typeof o!="function"&&(o=null),(e.__e||(e.__e={}))[t]=n,n&&o||(r=pr[t]||(pr[t]=Uf(t)),(e.__a||(e.__a={}))[t]=dr,l=t!=(t=t.replace(Xa,"$1")),(t=t.slice(2))[0]<"a"&&(t=t.toLowerCase()),n?e.addEventListener(t,r,l):e.removeEventListener(t,r,l));else{if(s=="http://www.w3.org/2000/svg")t=t.replace(/xlink(H|:h)/,"h").replace(/sName$/,"s");else if(t!="width"&&t!="height"&&t!="href"&&t!="list"&&t!="form"&&t!="tabIndex"&&t!="download"&&t!="rowSpan"&&t!="colSpan"&&t!="role"&&t!="popover"&&t in e)try{return void(e[t]=n??"")}catch{}if(typeof n=="function")return;n==null||n===!1&&t[4]!="-"?e.removeAttribute(t):e.setAttribute(t,t=="popover"&&n==1?"":n)}}function Uf(e){return function(t){var n=this.__e;if(n){if(n=n[e],t[Bs]==null)t[Bs]=dr++;else if(t[Bs]<this.__a[e])return;return n(xe.event?xe.event(t):t)}}}function gr(e,t,n,o,s,l,r,a,c,m){var p,$,b,g,w,A,x,C,v,N,T,X,E,U,H,oe,V,k,I=t.type;if(t.constructor!==fs)return null;128&n.__u&&(c=32&n.__u,p=n.__c.__z)&&(t.__u|=c,$=l=[],p.nodeType==8?a=Ys(p,l):l.push(p),a=l[0]||a),(p=xe.__b)&&p(t);e:if(typeof I=="function"){b=r.length;try{if(C=t.props,v=(p=I.prototype)&&p.render,N=(p=I.contextType)&&o[p.__c],T=p?N?N.props.value:p.__:o,(g=n.__c)?(t.__c=g,2&g.__g&&(g.__g|=1)):(v?t.__c=g=new I(C,T):(t.__c=g=new Js(C,T),g.constructor=I,g.render=qf),N&&N.sub(g),g.state||(g.state={}),g.__n=o,g.__g|=8,g.__h=[],g.__k=[]),v&&(g.__s||(g.__s=g.state),I.getDerivedStateFromProps&&(g.__s==g.state&&(g.__s=Zn({},g.__s)),Zn(g.__s,I.getDerivedStateFromProps(C,g.__s)))),w=g.props,A=g.state,g.__v=t,n.__c){if(C!==w&&v&&!I.getDerivedStateFromProps&&g.componentWillReceiveProps&&g.componentWillReceiveProps(C,T),t.__v==n.__v&&!(8&g.__g)||!(4&g.__g)&&g.shouldComponentUpdate&&g.shouldComponentUpdate(C,g.__s,T)===!1){t.__v!=n.__v&&(g.props=C,g.state=g.__s,g.__g&=-9),t.__e=n.__e,t.__k=n.__k,t.__k.some(function(D){D&&(D.__=t)}),Zs.push.apply(g.__h,g.__k),g.__k=[],g.__h.length&&r.push(g),a=On(n);break e}g.componentWillUpdate&&g.componentWillUpdate(C,g.__s,T),v&&g.componentDidUpdate&&g.__h.push(function(){g.componentDidUpdate(w,A,x)})}else v&&!I.getDerivedStateFromProps&&g.componentWillMount&&g.componentWillMount(),v&&g.componentDidMount&&g.__h.push(g.componentDidMount);g.context=T,g.props=C,g.__P=e,g.__g&=-5,X=xe.__r,E=v?25:0;do g.__g&=-9,X&&X(t),p=g.render(g.props,g.state=g.__s,g.context);while(8&g.__g&&++E<25);v&&(Zs.push.apply(g.__h,g.__k),g.__k=[]),g.state=g.__s,g.getChildContext&&(o=Zn({},o,g.getChildContext())),v&&n.__c&&g.getSnapshotBeforeUpdate&&(x=g.getSnapshotBeforeUpdate(w,A)),U=p&&p.type===ms&&p.key==null?p.props.children:p,C.__P&&(p=a,s=(e=C.__P).namespaceURI,c=l=null,n.props&&n.props.__P!=e&&(n.__k.some(function(D){D&&br(D,D)}),n.__k=null),a=n.__k?On(n,0):null),a=oi(e,hr(U)?U:[U],t,n,o,s,l,r,a,c,m),C.__P&&(t.__e=null,a=p),t.__u&=-161,$&&$.some(Kn),g.__h.length&&r.push(g),1&g.__g&&(g.__g&=-4)}catch(D){if(r.length=b,t.__v=null,c||l)if(D&&D.then){if(t.__u|=128|c,l){for(~(V=l.indexOf(a||void 0))||(V=l.length);(k=l[V-1])&&k.nodeType==8;)V--;for(;V<l.length;V++)if(k=l[V])if(l[V]=null,H){if(k==oe)break}else{if(k.nodeType!=8)break;k.data.startsWith("$s")&&(oe=Ys(H=k))}}if(!H){for(;a&&a.nodeType==8&&a.nextSibling;)a=a.nextSibling;H=a}(p=Ys(H=t.__c.__z||(t.__c.__z=H)))?(t.__e=H,a=p):t.__e=a,a=a&&a.nextSibling}else l&&l.some(Kn);else t.__e=n.__e;t.__k||(t.__k=n.__k||[]),D&&D.then||li(t),xe.__e(D,t,n)}}else a=t.__e=Wf(n.__e,t,n,o,s,l,r,c,m,e);return(p=xe.diffed)&&p(t),a}function Ys(e,t){if(e&&e.nodeType==8&&e.data.startsWith("$s"))for(var n=1;e=e.nextSibling;){if(e.nodeType==8){if(e.data.startsWith("$s"))n++;else if(e.data.startsWith("/$s")&&!--n)return e}t&&t.push(e)}}function li(e){e&&(e.__c&&(e.__c.__g|=4),e.__k&&e.__k.some(li))}function ri(e,t,n){for(var o=0;o<n.length;)_r(n[o++],n[o++],n[o++]);xe.__c&&xe.__c(t,e),e.some(function(s){try{e=s.__h,s.__h=[],e.some(function(l){l.call(s)})}catch(l){xe.__e(l,s.__v)}})}function Wf(e,t,n,o,s,l,r,a,c,m){var p,$,b,g,w,A,x,C,v=n.props||Ks,N=t.props,T=t.type;if(T=="svg"?s="http://www.w3.org/2000/svg":T=="math"?s="http://www.w3.org/1998/Math/MathML":s||(s="http://www.w3.org/1999/xhtml"),l){for(p=0;p<l.length;p++)if((w=l[p])&&(T?w.localName==T:w.nodeType==3)){e=w,l[p]=null;break}}if(!e){if(C=m.ownerDocument||document,!T)return C.createTextNode(N);e=C.createElementNS(s,T,N.is?N:m),a&&(xe.__m&&xe.__m(t,l),a=!1),l=null}if(T){if(m=T=="template"&&e.content||e,l=T=="textarea"&&N.defaultValue!=null?null:l&&$r.call(m.childNodes),!a&&l)for(v={},p=0;p<e.attributes.length;p++)v[(w=e.attributes[p]).name]=w.value;for(p in v)w=v[p],p=="dangerouslySetInnerHTML"?b=w:p=="children"||p in N||p=="value"&&"defaultValue"in N||p=="checked"&&"defaultChecked"in N||Gs(e,p,null,w,s);for(p in N)w=N[p],p=="children"?g=w:p=="dangerouslySetInnerHTML"?$=w:p=="value"?A=w:p=="checked"?x=w:a&&typeof w!="function"||v[p]===w||Gs(e,p,w,v[p],s);$?(a||b&&($.__html==b.__html||$.__html==e.innerHTML)||(e.innerHTML=$.__html),t.__k=[]):(b&&(e.textContent=""),(T=="foreignObject"||s=="http://www.w3.org/1998/Math/MathML"&&jf.test(T))&&(s="http://www.w3.org/1999/xhtml"),oi(m,hr(g)?g:[g],t,n,o,s,l,r,l?l[0]:n.__k&&On(n,0),a,c),l&&l.some(Kn)),a&&T!="textarea"||(p="value",T=="progress"&&A==null?e.removeAttribute(p):A==null||A===e[p]&&(T!="progress"||A)||Gs(e,p,A,v[p],s),p="checked",x!=null&&x!=e[p]&&Gs(e,p,x,v[p],s))}else v===N||a&&e.data==N||(e.data=N);return e}function _r(e,t,n,o){try{typeof e=="function"?t?t.__x=e(t)||1:o&&(o=o.__c||o.__e)&&(t=o.__x)&&(o.__x=null,typeof t=="function"?t():e(null)):e.current=t}catch(s){xe.__e(s,n)}}function br(e,t,n){var o,s,l,r;if(xe.unmount&&xe.unmount(e),!(o=e.ref)||o.current&&o.current!=e.__e||_r(o,null,t,e),o=e.__c){if(o.componentWillUnmount)try{o.componentWillUnmount()}catch(a){xe.__e(a,t)}o.__P=o.__n=null}if(o=e.__k)for(r=0;r<o.length;r++)o[r]&&br(o[r],t,typeof e.type!="function"||n&&!e.props.__P);!n&&(o=e.__c)&&(o=o.__z)&&(s=Ys(o,l=[]))&&(o==e.__e&&l.some(Kn),Kn(s),Kn(o)),n||Kn(e.__e),e.__e=e.__c=e.__=null}function qf(e,t,n){return this.constructor(e,n)}function yr(e,t){var n,o,s,l;xe.__&&xe.__(e,t),t.nodeType==9&&(t=t.documentElement),o=(n=e&&32&e.__u)?null:t.__k,t.__k=us(ms,{children:[e]}),s=[],l=[],gr(t,t.__k,o||Ks,Ks,t.namespaceURI,o?null:t.firstChild?$r.call(t.childNodes):null,s,o?o.__e:t.firstChild,n,l),ri(s,t.__k,l),t.__k.props.children=null}xe={__e:function(e,t,n,o){for(var s,l,r;t=t.__;)if((s=t.__c)&&!(1&s.__g)){s.__g|=4;try{if((r=(l=s.constructor)&&l.getDerivedStateFromError)&&s.setState(l.getDerivedStateFromError(e)),s.componentDidCatch&&(s.componentDidCatch(e,o||{}),r=1),r&&8&s.__g)return void(s.__g|=2)}catch(a){e=a}}throw Qs=0,e}},Ka=0,Ff=function(e){return e!=null&&e.constructor===fs},Js.prototype.setState=function(e,t){var n=this.__s;n&&n!=this.state||(n=this.__s=Zn({},this.state)),typeof e=="function"&&(e=e(Zn({},n),this.props)),e&&(Zn(n,e),this.__v&&(t&&this.__k.push(t),Ya(this)))},Js.prototype.forceUpdate=function(e){this.__v&&(this.__g|=4,e&&this.__h.push(e),Ya(this))},Js.prototype.render=ms,An=[],Qs=0,Za=function(e,t){return e.__v.__b-t.__v.__b},Bs=Symbol(),Xa=/(PointerCapture)$|Capture$/i,dr=0,pr={},Rf=0;var ds,Qe,vr,ai,wr=Object.is,Xs=0,$i=[],Sr=[],Ve=xe,ii=Ve.__b,ci=Ve.__r,ui=Ve.diffed,fi=Ve.__c,mi=Ve.unmount,pi=Ve.__;function xr(e,t){Ve.__h&&Ve.__h(Qe,e,Xs||t),Xs=0;var n=Qe.__H||(Qe.__H={__:[],__h:[]});return e>=n.__.length&&n.__.push({}),n.__[e]}function O(e){return Xs=1,Vf(_i,e)}function Vf(e,t,n){var o=xr(ds++,2);if(o.t=e,!o.__c&&(o.__=[n?n(t):_i(void 0,t),function(l){var r=(o.__N||o.__)[0],a=o.t(r,l);wr(r,a)||(o.__N=[a,o.__[1]],o.__c.setState({}))}],o.__c=Qe,!Qe.__f)){Qe.__f=!0;var s=Qe.shouldComponentUpdate;Qe.shouldComponentUpdate=function(l,r,a){var c=this.__H;if(!c)return!0;var m=!1,p=this.props!=l;if(c.__.some(function(b){b.__N&&(m=!0,wr(b.__[0],b.__N[0])||(p=!0))}),s){var $=s.call(this,l,r,a);return m?$||p:$}return!m||p}}return o.__}function ae(e,t){var n=xr(ds++,3);!Ve.__s&&gi(n.__H,t)&&(n.__P=!0,n.__=e,n.u=t,Qe.__H.__h.push(n))}function Re(e){return Xs=5,Po(function(){return{current:e}},[])}function Po(e,t){var n=xr(ds++,7);return gi(n.__H,t)&&(n.__=e(),n.__H=t),n.__}function Gf(){var e;do{for(;e=Sr.shift();)try{ps(e)}catch(n){Ve.__e(n,{__:(e=e.__P)&&e.__v})}for(;e=$i.shift();){var t=e.__H;if(e.__P&&t)try{t.__h.some(ps),t.__h.some(kr),t.__h=[]}catch(n){t.__h=[],Ve.__e(n,e.__v)}}}while(Sr.length)}Ve.__b=function(e){Qe=null,ii&&ii(e)},Ve.__=function(e,t){e&&t.__k&&t.__k.__m&&(e.__m=t.__k.__m),pi&&pi(e,t)},Ve.__r=function(e){ci&&ci(e),ds=0;var t=(Qe=e.__c).__H;t&&(vr==Qe?Qe.__h=[]:(t.__h.some(ps),t.__h.some(kr),ds=0),t.__h=[],t.__.some(function(n){n.__N&&(n.__=n.__N),n.u=n.__N=void 0})),vr=Qe},Ve.diffed=function(e){ui&&ui(e);var t=e.__c;t&&t.__H&&(t.__H.__h.length&&hi($i.push(t)),t.__H.__.some(function(n){n.u&&(n.__H=n.u)})),vr=Qe=null},Ve.__c=function(e,t){t.some(function(n){try{n.__h.some(ps),n.__h=n.__h.filter(function(o){return!o.__||kr(o)})}catch(o){n.__h=[function(){throw o}]}}),fi&&fi(e,t)},Ve.unmount=function(e){mi&&mi(e);var t,n,o=e.__c;o&&o.__H&&(o.__H.__.some(function(s){try{if(s.__P&&s.__c){if(n===void 0){for(n=e.__;n&&(!n.__c||!n.__c.__P);)n=n.__;n=n&&n.__c}s.__P=n,hi(Sr.push(s))}else ps(s)}catch(l){t=l}}),o.__H=void 0,t&&Ve.__e(t,o.__v))};var di=typeof requestAnimationFrame=="function";function Bf(e){var t,n=function(){clearTimeout(o),di&&cancelAnimationFrame(t),setTimeout(e)},o=setTimeout(n,35);di&&(t=requestAnimationFrame(n))}function hi(e){e!=1&&ai==Ve.requestAnimationFrame||((ai=Ve.requestAnimationFrame)||Bf)(Gf)}function ps(e){var t=Qe,n=e.__c;typeof n=="function"&&(e.__c=void 0,n()),Qe=t}function kr(e){var t=Qe;e.__c=e.__(),Qe=t}function gi(e,t){return!e||e.length!=t.length||t.some(function(n,o){return!wr(n,e[o])})}function _i(e,t){return typeof t=="function"?t(e):t}var yi=function(e,t,n,o){var s;t[0]=0;for(var l=1;l<t.length;l++){var r=t[l++],a=t[l]?(t[0]|=r?1:2,n[t[l++]]):t[++l];r===3?o[0]=a:r===4?o[1]=Object.assign(o[1]||{},a):r===5?(o[1]=o[1]||{})[t[++l]]=a:r===6?o[1][t[++l]]+=a+"":r?(s=e.apply(a,yi(e,a,n,["",null])),o.push(s),a[0]?t[0]|=2:(t[l-2]=0,t[l]=s)):o.push(a)}return o},bi=new Map;function vi(e){var t=bi.get(this);return t||(t=new Map,bi.set(this,t)),(t=yi(this,t.get(e)||(t.set(e,t=(function(n){for(var o,s,l=1,r="",a="",c=[0],m=function(b){l===1&&(b||(r=r.replace(/^\s*\n\s*|\s*\n\s*$/g,"")))?c.push(0,b,r):l===3&&(b||r)?(c.push(3,b,r),l=2):l===2&&r==="..."&&b?c.push(4,b,0):l===2&&r&&!b?c.push(5,0,!0,r):l>=5&&((r||!b&&l===5)&&(c.push(l,0,r,s),l=6),b&&(c.push(l,b,0,s),l=6)),r=""},p=0;p<n.length;p++){p&&(l===1&&m(),m(p));for(var $=0;$<n[p].length;$++)o=n[p][$],l===1?o==="<"?(m(),c=[c],l=3):r+=o:l===4?r==="--"&&o===">"?(l=1,r=""):r=o+r[0]:a?o===a?a="":r+=o:o==='"'||o==="'"?a=o:o===">"?(m(),l=1):l&&(o==="="?(l=5,s=r,r=""):o==="/"&&(l<5||n[p][$+1]===">")?(m(),l===3&&(c=c[0]),l=c,(c=c[0]).push(2,0,l),l=0):o===" "||o==="	"||o===`
`||o==="\r"?(m(),l=2):r+=o),l===3&&r==="!--"&&(l=4,c=c[0])}return m(),c})(e)),t),arguments,[])).length>1?t:t[0]}var u=vi.bind(ei);function Ut(e){let t=new Set;return{get:()=>e,set(n){if(n!==e){e=n;for(let o of[...t])o(e)}},watch(n){return t.add(n),()=>t.delete(n)}}}function Pe(e){let[t,n]=O(e.get());return ae(()=>(n(e.get()),e.watch(n)),[e]),t}var el=({size:e=28})=>u`
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
  </svg>`,Jf={overview:"M3 3h6v8H3zM11 3h6v4h-6zM11 9h6v8h-6zM3 13h6v4H3z",jobs:"M3 5h2M8 5h9M3 10h2M8 10h9M3 15h2M8 15h9",models:"M10 2.5 17 6v8l-7 3.5L3 14V6zM3 6l7 3.5L17 6M10 9.5v8",datasets:"M3.5 5c0-3 13-3 13 0v10c0 3-13 3-13 0zM3.5 5c0 3 13 3 13 0M3.5 10c0 3 13 3 13 0",tenants:"M10 4v4M10 8H5v4M10 8h5v4M8 2.5h4v3H8zM3 12h4v4H3zM13 12h4v4h-4z",plus:"M10 4v12M4 10h12",running:"M6.5 4.2v11.6L16 10z",queued:"M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M10 6.5V10l2.5 2",paused:"M7 4.5v11M13 4.5v11",succeeded:"M4 10.5 8.2 15 16 5.5",failed:"M5 5l10 10M15 5 5 15",cancelled:"M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M5.2 5.2l9.6 9.6",copy:"M7 7h9v10H7zM13 7V3H4v10h3",down:"M10 3v10M5.5 9 10 13.5 14.5 9M4 17h12",light:`M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M10 2v2M10 16v2M2 10h2M16 10h2M4.3 4.3l1.4 1.4
    M14.3 14.3l1.4 1.4M4.3 15.7l1.4-1.4M14.3 5.7l1.4-1.4`,dark:"M16 12.5A7 7 0 0 1 7.5 4a7 7 0 1 0 8.5 8.5z",auto:"M3 4h14v9H3zM7 17h6M10 13v4",out:"M12 4H4v12h8M9 10h8M14 7l3 3-3 3",up:"M10 16V5M5.5 9.5 10 5l4.5 4.5",below:"M10 4v11M5.5 10.5 10 15l4.5-4.5",warn:"M10 3 18 17H2zM10 8.5v4M10 14.6v.2"},Ke=({name:e,size:t=18})=>u`
  <svg class="icon" width=${t} height=${t} viewBox="0 0 20 20" aria-hidden="true">
    <path d=${Jf[e]} />
  </svg>`;var hs="allot.token";function Yf(){try{return sessionStorage.getItem(hs)||localStorage.getItem(hs)||""}catch{return""}}var Nn=Ut(Yf()),Ao=Ut({ok:!0}),tl=Ut(""),Ue=Ut(null);function gs(e,t){try{sessionStorage.removeItem(hs),localStorage.removeItem(hs),e&&(t?localStorage:sessionStorage).setItem(hs,e)}catch{}e||Ue.set(null),Nn.set(e)}var Kt=class extends Error{constructor(t,n){super(n.detail||n.title||`The daemon answered ${t}.`),this.status=t,this.code=n.code||"",this.errors=n.errors||[],this.requestId=n.request_id||""}fault(t){return this.errors.find(n=>n.pointer===t)}};function Oo({detail:e,allowed:t}){return t&&!/allowed/i.test(e)?`${e}; allowed: ${t}`:e}var Xn=e=>e.trim()!==""&&Number.isFinite(Number(e))?Number(e):e,nl=e=>/\.t?gz$/.test(e)?{"Content-Encoding":"gzip"}:{},$s=class extends Error{};function Tr(e){Ao.get().ok&&Ao.set({ok:!1,since:Date.now(),reason:e})}function Qf(){Ao.get().ok||Ao.set({ok:!0})}async function Zt(e,t,{body:n,type:o,headers:s={},signal:l,as:r=Nn.get()}={}){let a={Accept:"application/json",...s};r&&(a.Authorization=`Bearer ${r}`),n!==void 0&&(a["Content-Type"]=o||"application/json");let c;try{c=await fetch(t,{method:e,headers:a,signal:l,cache:"no-store",body:n===void 0||o?n:JSON.stringify(n)})}catch(p){throw p.name==="AbortError"?p:(Tr("the daemon does not answer"),new $s("The daemon does not answer."))}if(Qf(),c.ok)return c;let m={};try{m=await c.json()}catch{}throw c.status===401&&r&&r===Nn.get()&&(tl.set("The token is no longer good: it has expired or was deleted."),gs("",!1)),new Kt(c.status,m)}async function Ge(e,t,n){let o=await Zt(e,t,n);return o.status===204?null:o.json()}var eo=(e,t)=>Ge("GET",e,t);function un(e){let t=new URLSearchParams;for(let[o,s]of Object.entries(e))s!==""&&s!=null&&t.set(o,s);let n=t.toString();return n?`?${n}`:""}var wi=e=>`'${e.replaceAll("'","'\\''")}'`;function ee(e,t,n){let o=["curl"];e!=="GET"&&!(e==="POST"&&n)&&o.push("-X",e),o.push('-H "Authorization: Bearer $ALLOT_TOKEN"'),n&&o.push("--json",wi(typeof n=="string"?n:JSON.stringify(n)));let s=location.origin+t;return o.push(/[?&']/.test(s)?wi(s):s),o.join(" ")}async function Si(e,t){let n=await Zt("GET",e,{headers:{Accept:"*/*"}}),o=URL.createObjectURL(await n.blob()),s=document.createElement("a");s.href=o,s.download=t,s.click(),setTimeout(()=>URL.revokeObjectURL(o),1e4)}var Mr=Ut({text:"",n:0});function Ae(e,t="good"){Mr.set({text:e,kind:t,n:Mr.get().n+1})}function Cr(){let e=Pe(Mr),[t,n]=O(!1);return ae(()=>{if(!e.n)return;n(!0);let o=setTimeout(()=>n(!1),6e3);return()=>clearTimeout(o)},[e.n]),u`<div class="toast ${t?"shown":""} ${e.kind||""}" role="status" aria-live="polite">${t?e.text:""}</div>`}function se({error:e,retry:t}){if(!e)return null;let n=e instanceof Kt?e.errors:[];return u`
    <div class="note bad" role="alert">
      <${Ke} name="warn" />
      <div>
        <p>${e.message}</p>
        ${n.length>0&&u`<ul>${n.map(o=>u`
          <li><code>${o.pointer||"/"}</code> ${Oo(o)}</li>`)}</ul>`}
        ${e.requestId&&u`<p class="quiet">Request <code>${e.requestId}</code></p>`}
        ${t&&u`<button class="small" onClick=${t}>Try again</button>`}
      </div>
    </div>`}async function ki(e){try{await navigator.clipboard.writeText(e)}catch{let t=document.createElement("textarea");t.value=e,document.body.append(t),t.select(),document.execCommand("copy"),t.remove()}}function ie({command:e,label:t="Copy as curl"}){return u`
    <button class="quiet-button" title=${e} onClick=${async()=>{await ki(e),Ae("The curl command is on the clipboard.")}}><${Ke} name="copy" size="16" />${t}</button>`}function bn({text:e}){let t=Re();return u`
    <div class="command">
      <pre ref=${t} tabindex="0" aria-label="Command">${e}</pre>
      <button class="icon-button" aria-label="Copy the command" onClick=${async()=>{await ki(e),Ae("The command is on the clipboard.")}}><${Ke} name="copy" size="16" /></button>
    </div>`}var ft=({title:e,children:t,command:n})=>u`
  <div class="empty">
    <h3>${e}</h3>
    ${t&&u`<p>${t}</p>`}
    ${n&&u`<${bn} text=${n} />`}
  </div>`,We=({what:e})=>u`<p class="waiting" role="status">Loading ${e}…</p>`;var Ti="allot.theme",Er=["auto","light","dark"],xi={auto:"Theme: as the system",light:"Theme: light",dark:"Theme: dark"};function Kf(){try{return localStorage.getItem(Ti)||"auto"}catch{return"auto"}}var ol=Ut(Kf()),No=Ut(0);function Mi(e){e==="auto"?delete document.documentElement.dataset.theme:document.documentElement.dataset.theme=e,No.set(No.get()+1)}Mi(ol.get());ol.watch(Mi);matchMedia("(prefers-color-scheme: dark)").addEventListener("change",()=>No.set(No.get()+1));function sl(){let e=Pe(ol),t=()=>{let n=Er[(Er.indexOf(e)+1)%Er.length];try{localStorage.setItem(Ti,n)}catch{}ol.set(n)};return u`<button class="icon-button" aria-label=${xi[e]} title=${xi[e]} onClick=${t}>
    <${Ke} name=${e} /></button>`}function ll(e){let t=document.createElement("span");t.style.color=`var(${e})`,document.body.append(t);let{color:n}=getComputedStyle(t);return t.remove(),n}function St(e=1e3){let[t,n]=O(Date.now());return ae(()=>{let o=setInterval(()=>!document.hidden&&n(Date.now()),e);return()=>clearInterval(o)},[e]),t}function Pr(e){let[t,n=""]=e.replace(/^#\/?/,"").split("?");return{parts:t.split("/").filter(Boolean).map(decodeURIComponent),params:Object.fromEntries(new URLSearchParams(n))}}function Q(e,t={}){let n=new URLSearchParams;for(let[s,l]of Object.entries(t))l!==""&&l!=null&&n.set(s,l);let o=n.toString();return`#/${e.map(encodeURIComponent).join("/")}${o?`?${o}`:""}`}function Dn(...e){location.hash=Q(...e)}function Pt(e){let t=Pr(location.hash);history.replaceState(null,"",Q(t.parts,{...t.params,...e})),window.dispatchEvent(new Event("hashchange"))}function Ci(){let[e,t]=O(()=>Pr(location.hash));return ae(()=>{let n=()=>t(Pr(location.hash));return window.addEventListener("hashchange",n),()=>window.removeEventListener("hashchange",n)},[]),e}function Ei(e){let t="";return n=>{t+=n;let o=t.split(/\r?\n\r?\n/);t=o.pop();for(let s of o){let l={id:"",event:"message",data:""};for(let r of s.split(/\r?\n/)){let[,a,c]=/^(\w+): ?(.*)$/.exec(r)||[];a==="data"?l.data+=(l.data?`
`:"")+c:a&&(l[a]=c)}(l.data||l.id)&&e(l)}}}var al=Ut("off"),Ar=new Set,Do=null,Or="",rl=500;function Zf(e){return Ar.add(e),()=>Ar.delete(e)}function Xf(e){e.id&&(Or=e.id);let t;try{t=JSON.parse(e.data)}catch{return}let n={type:e.event,...t};for(let o of[...Ar])o(n)}async function em(e){for(;!e.signal.aborted;){try{let t={Accept:"text/event-stream"};Or&&(t["Last-Event-ID"]=Or);let n=await Zt("GET","/v1/events",{headers:t,signal:e.signal});al.set("live"),rl=500;let o=Ei(Xf),s=n.body.pipeThrough(new TextDecoderStream).getReader();for(;;){let{value:l,done:r}=await s.read();if(r)break;o(l)}}catch(t){if(e.signal.aborted)return;if(!(t instanceof $s)&&t.status&&t.status<500){al.set("off");return}Tr("the event stream ended")}if(e.signal.aborted)return;al.set("down"),await new Promise(t=>setTimeout(t,rl)),rl=Math.min(rl*2,1e4)}}function il(){Do&&Do.abort(),Do=null,al.set("off")}function Nr(){Do||document.hidden||!Nn.get()||(Do=new AbortController,em(Do))}document.addEventListener("visibilitychange",()=>document.hidden?il():Nr());window.addEventListener("pagehide",il);var yn=new Map,tm=60,nm=400;function om(e,t){yn.delete(e),yn.set(e,t),yn.size>tm&&yn.delete(yn.keys().next().value)}var Pi=()=>yn.clear();function J(e,{match:t,every:n=15e3,keep:o=!1}={}){let[s,l]=O(()=>({path:e,...yn.get(e)||{}})),r=Re({});return r.current.match=t,ae(()=>{if(!e)return;let c=new AbortController,m=0,p=!1,$=!1;l(C=>o&&!yn.get(e)?{...C,path:e,error:void 0}:{path:e,...yn.get(e)||{}});let b=C=>{clearTimeout(m),C&&!c.signal.aborted&&(m=setTimeout(g,C))};async function g(){if(p){$=!0;return}if(document.hidden)return b(n);p=!0,$=!1;try{let C=await Zt("GET",e,{signal:c.signal}),v={data:await C.json(),etag:C.headers.get("ETag"),at:Date.now()};om(e,v),c.signal.aborted||l({path:e,...v})}catch(C){c.signal.aborted||l(v=>({...v,error:C}))}p=!1,b($?300:n)}r.current.load=g,g();let w=0,A=Zf(C=>{w||C.type!=="reset"&&!r.current.match?.(C)||(w=setTimeout(()=>{w=0,g()},nm))}),x=()=>!document.hidden&&g();return document.addEventListener("visibilitychange",x),()=>{c.abort(),clearTimeout(m),clearTimeout(w),A(),document.removeEventListener("visibilitychange",x)}},[e,n]),{...s.path===e||o?s:{path:e},reload:()=>r.current.load&&r.current.load()}}var Ai=new Intl.NumberFormat("en",{maximumFractionDigits:0}),z=e=>e==null?"\u2013":Ai.format(e);function Z(e){if(e==null||!Number.isFinite(e))return e==null?"\u2013":String(e);let t=Math.abs(e);return t!==0&&(t<.001||t>=1e7)?e.toExponential(2).replace("e+","e"):t>=1e3?Ai.format(e):String(Number(e.toPrecision(4)))}var to=e=>e==null?"\u2013":e===0||e>=100?Z(e):String(Number(e.toFixed(e<.01?5:3))),Lo=(e,t=0)=>e==null?"\u2013":`${e.toFixed(t)} %`;function Ze(e){if(e==null)return"\u2013";let t=["B","KiB","MiB","GiB","TiB"],n=0;for(;e>=1024&&n<t.length-1;n++)e/=1024;return`${n&&e<100?e.toFixed(1):Math.round(e)} ${t[n]}`}function Te(e){return e==null||!Number.isFinite(e)?"\u2013":(e=Math.max(0,e),e>=10&&(e=Math.round(e)),e<1?e>0?`${Math.max(1,Math.round(e*1e3))} ms`:"0 s":e<60?`${e<10?Number(e.toFixed(1)):Math.round(e)} s`:e<3600?`${Math.floor(e/60)} min ${e%60} s`.replace(" 0 s",""):e<86400?`${Math.floor(e/3600)} h ${Math.floor(e%3600/60)} min`.replace(" 0 min",""):`${Math.floor(e/86400)} d ${Math.floor(e%86400/3600)} h`.replace(" 0 h",""))}var vn=(e,t=Date.now())=>e?(t-Date.parse(e))/1e3:null;function fn(e,t){let n=vn(e,t);return n==null?"\u2013":n<5?"just now":`${Te(Math.round(n)).split(" ").slice(0,2).join(" ")} ago`}var sm=new Intl.DateTimeFormat("en-GB",{day:"numeric",month:"short",hour:"2-digit",minute:"2-digit",second:"2-digit"}),He=e=>e?sm.format(new Date(e)):"\u2013",be=(e,t,n=`${t}s`)=>`${z(e)} ${e===1?t:n}`;function Oi(e,t){if(!e.length)return null;let n=[...e].sort((o,s)=>o-s);return n[Math.min(n.length-1,Math.floor(t*n.length))]}function Ni(){let[e,t]=O(""),[n,o]=O(!1),[s,l]=O(tl.get()),[r,a]=O(!1);async function c(m){m.preventDefault();let p=e.trim();if(!p)return l("Paste a token first.");a(!0);try{Ue.set(await eo("/v1/me",{as:p})),tl.set(""),gs(p,n)}catch($){let b=$ instanceof Kt&&$.status===401;l(b?"The daemon does not know this token, or it has expired.":$.message)}a(!1)}return u`
    <main class="login">
      <div class="login-card">
        <div class="login-brand"><${el} size="56" /><div><h1>Allot</h1><p>Compute, fairly shared.</p></div></div>
        <form onSubmit=${c}>
          <div class="field ${s?"wrong":""}">
            <label for="token">Token</label>
            <input id="token" type="password" autocomplete="current-password" spellcheck="false" autofocus
              value=${e} onInput=${m=>t(m.currentTarget.value)}
              aria-invalid=${s?"true":void 0} aria-describedby="token-help token-fault" />
            <p id="token-fault" class="fault" role="alert">${s}</p>
            <p id="token-help" class="help">The first start of the daemon writes an admin's token to${" "}
              <code>admin.token</code> in its data directory. Others get theirs from an owner of their tenant.</p>
          </div>
          <label class="check"><input type="checkbox" checked=${n}
            onChange=${m=>o(m.currentTarget.checked)} /> Stay logged in on this computer</label>
          <button class="primary wide" disabled=${r}>${r?"Checking\u2026":"Log in"}</button>
        </form>
      </div>
      <div class="login-foot"><${sl} /></div>
    </main>`}function Oe({title:e,lead:t,actions:n,crumb:o,children:s}){let l=Re();return ae(()=>{document.title=`${e} \xB7 Allot`},[e]),ae(()=>{window.scrollTo(0,0),l.current.focus({preventScroll:!0})},[]),u`
    <header class="page-head">
      <div class="page-title">
        ${o&&u`<p class="crumb">${o}</p>`}
        <h1 ref=${l} tabindex="-1">${e}</h1>
        ${t&&u`<p class="lead">${t}</p>`}
      </div>
      ${n&&u`<div class="actions">${n}</div>`}
    </header>
    ${s}`}var Fo=({title:e,what:t,error:n,retry:o})=>u`
  <${Oe} title=${e}>
    ${n?u`<${se} error=${n} retry=${o} />`:u`<${We} what=${t} />`}
  <//>`,G=({title:e,note:t,actions:n,children:o,class:s="",id:l})=>u`
  <section class="panel ${s}" id=${l} aria-label=${e}>
    ${e&&u`
      <div class="panel-head"><h2>${e}</h2>${t&&u`<p class="quiet">${t}</p>`}
        ${n&&u`<div class="actions">${n}</div>`}</div>`}
    ${o}
  </section>`,At=({rows:e})=>u`
  <dl class="facts">${e.filter(t=>t&&t[1]!=null&&t[1]!=="").map(([t,n])=>u`
    <div><dt>${t}</dt><dd>${n}</dd></div>`)}</dl>`,Ro=({rows:e,class:t=""})=>u`
  <dl class="figures ${t}">${e.filter(n=>n[1]!=null).map(([n,o])=>u`<div><dt>${n}</dt><dd>${o}</dd></div>`)}</dl>`,cl=e=>Object.entries(e||{}).filter(([,t])=>t!==null&&t!=="").map(([t,n])=>[t.replaceAll("_"," "),u`<code class="long">${typeof n=="object"?JSON.stringify(n):String(n)}</code>`]);var lm=8;function _s(e){let t=7;for(let n of e||"")t=t*31+n.codePointAt(0)>>>0;return t%lm}function ul(e){let t=String(e||"?").split(/[^\p{L}\p{N}]+/u).filter(Boolean);return(t.length>1?t[0][0]+t[1][0]:(t[0]||"?").slice(0,2)).toUpperCase()}var rm=({name:e})=>u`
  <span class="sign hue-${_s(e)}" aria-hidden="true">${ul(e)}</span>`,_t=({name:e})=>u`<span class="tenant"><${rm} name=${e} />${e}</span>`;var Di={queued:"Queued",running:"Running",paused:"Paused",succeeded:"Succeeded",failed:"Failed",cancelled:"Cancelled"},jo=({state:e})=>u`
  <span class="state ${e}"><${Ke} name=${Di[e]?e:"queued"} size="14" />${Di[e]||e}</span>`,Ot=e=>["succeeded","failed","cancelled"].includes(e),am={preempted:"gave its slots back; goes on from its checkpoint",max_runtime:"stopped at its time limit; the checkpoint is kept",diverged:"the loss became NaN or infinite",slots:"too few slots are free",max_slots:"its tenant may hold no more slots",max_running_jobs:"its tenant may run no more jobs at once",memory:"too little memory is left",credits:"the credits do not suffice",entitlement:"others hold the slots, and its tenant has its share",quantum:"what could be taken back has only just started",reservation:"it would delay a job that was promised a start",turn:"it is another job's turn first",user:"asked for by a user"},Io=e=>am[e]||String(e||"").replaceAll("_"," "),zo=({value:e,label:t})=>u`
  <div class="progress" role="progressbar" aria-valuemin="0" aria-valuemax="100"
       aria-valuenow=${Math.round(e||0)} aria-label=${t}>
    <div style=${{width:`${Math.min(100,e||0)}%`}}></div>
  </div>`;function Li({have:e,need:t,label:n}){let o=Math.max(e,t,1e-9)*1.05;return u`
    <div class="have-need" role="img" aria-label=${n}>
      <div class="have ${e>=t?"enough":""}" style=${{width:`${100*e/o}%`}}></div>
      <div class="need" style=${{left:`${100*t/o}%`}}></div>
    </div>`}var fl=e=>e.resources.slots,Ho=e=>e.resources.device,Ln=(e,t)=>e[`${t}_id`]||e[t];function bs({min:e=1,max:t=e}){return e===t?String(e):`${e}\u2013${t}`}var im=/accuracy|r2|auc|f1|iou|hit|ndcg|precision|recall/,ml=e=>im.test(e)?Math.max:Math.min,cm=["val_accuracy","accuracy","val_r2","r2","val_mae","mae","val_loss","loss"];function pl(e){let t=e.metrics?.latest||e.metrics||{},n=cm.find(o=>typeof t[o]=="number");return n?{name:n,value:t[n],text:Z(t[n])}:null}function Fi(e){let t=e.progress||{},n=Lo(t.percent??0);return e.state==="running"?t.eta_s!=null?`${n} \xB7 ${Te(t.eta_s)} left`:n:e.state==="succeeded"?be(t.epochs||t.epoch||0,"epoch"):e.reason?Io(e.reason):n}var Fn=e=>t=>t.job===e,Wt=e=>!!e.job||/job|cluster|quota|tenant|slot/.test(e.type||"");var dl=128,Dr=10,um=33,Ri="other tenants";function fm(e,t){let n=[];for(let o of e.held||[]){let s=o.tenant,l=t.filter(a=>a.tenant_id===o.tenant_id),r=o.slots;for(let a of l){let c=Math.min(a.width||0,r);c>0&&n.push({tenant:s,width:c,job:a}),r-=c}r>0&&n.push({tenant:s,width:r})}return e.others>0&&n.push({tenant:Ri,width:e.others}),n}var mm=e=>e>dl?"crowd":e>=um?"many":e<=Dr?"few":"";function ji({device:e,pool:t,jobs:n}){let o=fm(t,n),s=Math.max(0,t.slots-o.reduce((c,m)=>c+m.width,0)),l=e==="gpu"?"GPU slots":"CPU slots",r=t.slots>dl,a=r||t.slots<=Dr;return u`
    <${G} title=${l} note="${z(t.slots-s)} of ${z(t.slots)} held">
      <ul class="field-plots ${mm(t.slots)}" aria-label="${l}, by who holds them">
        ${o.map(c=>u`<${pm} ...${c} total=${t.slots} />`)}
        ${s>0&&u`<li class="bed free" style=${a?{flexGrow:s}:void 0}
          aria-label="${be(s,"free slot")}">${!r&&Array.from({length:s},()=>u`<i></i>`)}</li>`}
      </ul>
      <ul class="held">${(t.held||[]).map(c=>u`
        <li><${_t} name=${c.tenant} /> <b>${z(c.slots)}</b></li>`)}
        ${t.others>0&&u`<li><${_t} name=${Ri} /> <b>${z(t.others)}</b></li>`}
        ${s>0&&u`<li class="quiet">free <b>${z(s)}</b></li>`}</ul>
    <//>`}function pm({tenant:e,width:t,job:n,total:o}){let s=`${n?`${n.name}, `:""}${e}: ${be(t,"slot")}`,l=o>dl?u`<i data-sign=${ul(e)}></i>`:Array.from({length:t},(a,c)=>u`<i data-sign=${c===0?ul(e):void 0}></i>`),r=o>dl||o<=Dr?{flexGrow:t}:void 0;return u`<li class="bed hue-${_s(e)}" style=${r} title=${s}>
    ${n?u`<a href=${Q(["jobs",n.id])} data-name=${n.name}><span class="hidden">${s}</span>${l}</a>`:u`<span class="bed-inner" role="img" aria-label=${s}>${l}</span>`}</li>`}var dm=8,Ii="/v1/decisions?limit=40",hm=100,$m={turn:"slots were free and it was its turn",take_back:"a tenant below its entitlement takes back what others hold above theirs",guarantee:"a guarantee comes back at once",rebalance:"its tenant is below its entitlement",cap:"a limit was lowered below what is held",reserved:"it does not fit yet, and others may not delay it"};function gm(e){return e.do==="start"?`starts on ${be(e.width,"slot")}`:e.do==="preempt"?`gives its ${be(e.was,"slot")} back and waits again`:e.do==="reserve"?"has a place reserved":`goes from ${e.was} to ${be(e.width,"slot")}`}function zi(){let{data:e}=J(Ii,{match:Wt,every:1e4}),t=St(5e3),n=J(`/v1/jobs?limit=${hm}`,{match:Wt,every:3e4}),o=new Map((n.data?.data||[]).map(r=>[r.id,r.name])),s=(e?.data||[]).flatMap(r=>(r.plan?.actions||[]).map(a=>({...a,at:r.at,key:`${r.id}${a.job}`}))).filter((r,a,c)=>!(r.do==="reserve"&&c[a-1]?.do==="reserve"&&c[a-1].job===r.job)).slice(0,dm);if(!s.length)return null;let l=r=>u`<a href=${Q(["jobs",r])}>${o.get(r)||r}</a>`;return u`
    <${G} title="Last decisions" actions=${u`<${ie} command=${ee("GET",Ii)} />`}>
      <ol class="decisions">${s.map(r=>u`
        <li key=${r.key}><time datetime=${r.at} title=${He(r.at)}>${fn(r.at,t)}</time>
          <p>${l(r.job)} ${gm(r)}: ${$m[r.reason]||r.reason}${r.by?u`, for ${l(r.by)}`:""}.</p></li>`)}</ol>
    <//>`}var _m=[["cpu","CPU"],["gpu","GPU"]],bm=(e,t)=>e[t].held||e[t].entitlement||e[t].demand;function Hi({data:e}){let t=e?.data||[],n=_m.map(([o,s])=>[o,s,t.filter(l=>bm(l,o))]).filter(([,,o])=>o.length);return u`
    <${G} title="Fair share" note=${n.length?`Jain index ${Z(e[n[0][0]].jain)}, 1 is perfectly fair`:""}>
      ${!n.length&&u`<${ft} title="No claims now">Shares are drawn here as soon as a tenant has a job.<//>`}
      ${n.map(([o,s,l])=>u`
        ${n.length>1&&u`<h3 class="shares-of">${s} slots</h3>`}
        <${vm} key=${o} device=${o} rows=${l} />`)}
      ${n.length>0&&u`
        <p class="quiet key"><span class="key-bar"></span> held now <span class="key-mark"></span> entitlement</p>`}
      <${ym} of=${e?.forecasts} />
    <//>`}function ym({of:e}){if(!e||!e.started)return null;let t=n=>Lo(100*n);return u`
    <p class="quiet">Start times told to waiting jobs: of ${be(e.started,"job")},
      <b>${t(e.by_p50)}</b> started by the “as likely as not” time (50 % is honest) and
      <b>${t(e.by_p90)}</b> by the “nine times in ten” time (90 % is).
      ${e.late>0&&u` ${be(e.late,"waiting job")} ${e.late===1?"is":"are"} late already.`}</p>`}function vm({device:e,rows:t}){let n=Math.max(1,...t.map(o=>Math.max(o[e].held,o[e].entitlement)));return u`
    <ul class="shares">${t.map(o=>{let{held:s,entitlement:l,waiting_jobs:r}=o[e];return u`
        <li key=${o.tenant_id}>
          <p><a href=${Q(["tenants",o.tenant_id])}><${_t} name=${o.tenant} /></a>
            <span class="n">holds <b>${Z(s)}</b> · entitled to <b>${Z(l)}</b>${r>0&&u`
              <span class="quiet"> · ${be(r,"job")} ${r===1?"waits":"wait"}</span>`}</span></p>
          <div class="share" aria-hidden="true">
            <div class="share-held hue-${_s(o.tenant)}" style=${{width:`${100*s/n}%`}}></div>
            <div class="share-mark" style=${{left:`${100*l/n}%`}}></div>
          </div>
        </li>`})}</ul>`}var wm=[["running_jobs","max_running_jobs","Running jobs",z],["queued_jobs","max_queued_jobs","Waiting jobs",z],["storage_bytes","storage_bytes","Storage",Ze]];function Ui(){let{data:e}=J("/v1/me",{match:Wt,every:15e3}),t=wm.map(([n,o,s,l])=>({used:e?.use?.[n]??0,limit:e?.quota?.[o],label:s,text:l})).filter(n=>n.limit!=null);return t.length?u`
    <${G} title="Your tenant's limits" note=${e.tenant}>
      <ul class="shares">${t.map(n=>u`
        <li key=${n.label}><p><span>${n.label}</span><span class="n"><b>${n.text(n.used)}</b> of ${n.text(n.limit)}</span></p>
          <${zo} value=${n.limit?100*n.used/n.limit:100} label=${n.label} /></li>`)}</ul>
    <//>`:null}function Uo({title:e,children:t,yes:n,kind:o="danger",onYes:s,onNo:l}){let r=Re();return ae(()=>{r.current.showModal()},[]),u`
    <dialog ref=${r} aria-labelledby="dialog-title" onCancel=${l} onClose=${l}>
      <h2 id="dialog-title">${e}</h2>
      <div class="dialog-body">${t}</div>
      <div class="actions">
        <button onClick=${l} autofocus>Keep as it is</button>
        <button class=${o} onClick=${s}>${n}</button>
      </div>
    </dialog>`}function wn(e,t){let[n,o]=O(e),[s,l]=O(null),[r,a]=O(!1),c=Object.keys(n).map(b=>`/${b}`),m=s instanceof Kt?s.errors:[],p=m.filter(b=>!c.includes(b.pointer)),$=s&&(m.length===0||p.length>0)?Object.assign(Object.create(Object.getPrototypeOf(s)),s,{message:s.message,errors:p}):null;return{values:n,busy:r,rest:$,error:s,set:(b,g)=>o(w=>({...w,[b]:g})),reset:o,fault:b=>m.find(g=>g.pointer===`/${b}`),async submit(b){b.preventDefault(),a(!0),l(null);try{await t(n)}catch(g){l(g)}a(!1)}}}var ys=({id:e,fault:t})=>u`
  <p class="fault" id=${e} role="alert">${t?Oo(t):""}</p>`;function kt({form:e,name:t,label:n,type:o="text",help:s,choices:l,unit:r,placeholder:a}){let c=`field-${t.replaceAll("/","-")}`,m=e.fault(t),p={id:c,value:e.values[t],"aria-invalid":m?"true":void 0,"aria-describedby":`${c}-fault ${c}-help`,onInput:$=>e.set(t,$.currentTarget.value)};return u`
    <div class="field ${m?"wrong":""}">
      <label for=${c}>${n}${r&&u` <span class="quiet">(${r})</span>`}</label>
      ${l?u`<select ...${p}>${l.map($=>u`<option value=${$}>${$||"\u2013"}</option>`)}</select>`:u`<input type=${o==="number"?"text":o} inputmode=${o==="number"?"decimal":void 0}
            placeholder=${a} autocomplete="off" ...${p} />`}
      <${ys} id="${c}-fault" fault=${m} />
      ${s&&u`<p class="help" id="${c}-help">${s}</p>`}
    </div>`}var Rn=({id:e,label:t,value:n,choices:o,set:s,help:l})=>u`
  <div class="field"><label for=${e}>${t}</label>
    <select id=${e} value=${n} onChange=${r=>s(r.currentTarget.value)}>${o.map(r=>u`
      <option value=${r}>${String(r).replace("_"," ")}</option>`)}</select>
    ${l&&u`<p class="help">${l}</p>`}</div>`,vs=({label:e,checked:t,set:n})=>u`
  <label class="check"><input type="checkbox" checked=${t} onChange=${o=>n(o.currentTarget.checked)} /> ${e}</label>`,mn=({leave:e,send:t,busy:n})=>u`
  <div class="actions">
    ${e&&u`<button type="button" onClick=${e}>Not now</button>`}
    <button class="primary" disabled=${n}>${t}</button>
  </div>`;var Lr="/v1/cluster";function Wi({cluster:e,done:t}){let[n,o]=O(!1),[s,l]=O(!1),[r,a]=O(null);async function c(p){o(!1),a(null);try{await Ge("PATCH",Lr,{body:{accepting:p}}),Ae(p?"Jobs are started again.":"The machine is being drained.")}catch($){a($)}t()}let m=e.accepting;return u`
    <${G} title="Machine" note=${m?"jobs are started as slots allow":"being drained: nothing new starts"}
      actions=${u`<${ie} command=${ee("PATCH",Lr,{accepting:!m})} />
        <button class="small" aria-expanded=${String(s)} onClick=${()=>l(!s)}>Change slots</button>
        <button class="small" onClick=${()=>m?o(!0):c(!0)}>${m?"Drain":"Start jobs again"}</button>`}>
      <${se} error=${r} />
      ${s&&u`<${Sm} cluster=${e} done=${()=>{l(!1),t()}} />`}
      ${n&&u`
        <${Uo} title="Drain the machine?" yes="Drain" kind="primary" onYes=${()=>c(!1)} onNo=${()=>o(!1)}>
          <p>Running jobs go on to their end; waiting ones stay in the queue until jobs are started again.</p>
        <//>`}
    <//>`}function Sm({cluster:e,done:t}){let n=wn({cpu_slots:String(e.cpu.slots),gpu_slots:String(e.gpu.slots)},async o=>{await Ge("PATCH",Lr,{body:{cpu_slots:Xn(o.cpu_slots),gpu_slots:Xn(o.gpu_slots)}}),Ae("The slots are changed."),t()});return u`
    <form class="form" onSubmit=${n.submit} aria-label="Slots of the machine">
      <div class="grid-form">
        <${kt} form=${n} name="cpu_slots" label="CPU slots" type="number"
          help="With fewer, jobs are narrowed or stopped at their next step and keep everything." />
        <${kt} form=${n} name="gpu_slots" label="GPU slots" type="number" />
      </div>
      <${se} error=${n.rest} />
      <${mn} send="Set slots" busy=${n.busy} />
    </form>`}var ws=e=>e&&e.role!=="viewer";function hl(){let e=Pe(Ue);return ws(e)&&u`<a class="button primary" href=${Q(["submit"])}><${Ke} name="plus" />New job</a>`}var km={queued:["pause","cancel"],running:["pause","cancel"],paused:["resume","cancel"]},xm={pause:"is being paused",resume:"is queued again",cancel:"is being cancelled"};function qi({job:e,reload:t}){let n=Pe(Ue),[o,s]=O(null),[l,r]=O(!1);if(!ws(n))return null;async function a(p){s(null),r(!0);try{await Ge("POST",`/v1/jobs/${e.id}/${p}`),Ae(`${e.name} ${xm[p]}.`)}catch($){Ae($.message,"bad")}r(!1),t()}let c={pause:"Pause",resume:"Resume",cancel:"Cancel job"},m=e.state==="running";return u`
    ${(km[e.state]||[]).map(p=>u`
      <button disabled=${l} onClick=${()=>p==="resume"?a(p):s(p)}>${c[p]}</button>`)}
    ${o==="cancel"&&u`
      <${Uo} title="Cancel ${e.name}?" yes="Cancel the job" onYes=${()=>a("cancel")} onNo=${()=>s(null)}>
        <p>${m?`It has reached step ${e.progress?.step??0} of ${e.progress?.steps??"?"}. `:""}A cancelled job
          makes no model and cannot be resumed; its metrics stay. Pausing keeps everything.</p>
      <//>`}
    ${o==="pause"&&u`
      <${Uo} title="Pause ${e.name}?" yes="Pause the job" kind="primary" onYes=${()=>a("pause")} onNo=${()=>s(null)}>
        <p>${m?"It saves a checkpoint after the present step and gives its slots back.":"It leaves the queue."}
          ${" "}When resumed it goes on as if it had never stopped.</p>
      <//>`}`}function Wo({what:e,name:t,path:n,back:o}){let s=Pe(Ue),[l,r]=O(!1);if(!ws(s))return null;async function a(){r(!1);try{await Zt("DELETE",n),Ae(`${t} is deleted.`),Dn([o])}catch(c){Ae(c.message,"bad")}}return u`
    <button onClick=${()=>r(!0)}>Delete</button>
    ${l&&u`
      <${Uo} title="Delete ${t}?" yes="Delete the ${e}" onYes=${a} onNo=${()=>r(!1)}>
        <p>It cannot be brought back. What was made of it stays.</p>
      <//>`}`}var Fr=200,Vi=8,$l=200,Ss=(e,t)=>`${z(e)}${e>=t?"+":""}`;function Gi(){let e={match:Wt,every:5e3},t=J("/v1/cluster",e),n=J(`/v1/queue?limit=${$l}`,e),o=J(`/v1/jobs?state=running&limit=${Fr}`,e),s=J("/v1/fairness",e),l=Pe(Ue),r=o.data?.data||[],a=n.data?.data||[];return u`
    <${Oe} title="Overview" lead=${Tm(t.data,r,a)} actions=${u`<${hl} />`}>
      ${!t.data&&!t.error&&u`<${We} what="the machine" />`}
      <${se} error=${!t.data&&t.error} retry=${t.reload} />
      ${t.data&&t.data.accepting===!1&&u`
        <div class="note"><p>The machine is being drained: running jobs go on, nothing new starts.</p></div>`}
      <div class="fields">
        ${["cpu","gpu"].map(c=>t.data?.[c]?.slots>0&&u`
          <${ji} key=${c} device=${c} pool=${t.data[c]} jobs=${r.filter(m=>Ho(m)===c)} />`)}
      </div>
      <${Mm} cluster=${t.data} jobs=${r} waiting=${a} />
      <div class="two">
        <${Cm} list=${n.data&&a} error=${n.error} />
        <${Hi} data=${s.data} />
      </div>
      ${l?.role==="admin"&&t.data&&u`<${Wi} cluster=${t.data} done=${t.reload} />`}
      ${l&&l.role!=="admin"&&u`<${Ui} />`}
      ${l?.role==="admin"&&u`<${zi} />`}
    <//>`}function Tm(e,t,n){if(!e)return"";let{slots:o,free:s}=e.cpu,l=Math.max(0,...n.map(p=>p.waiting_s||0)),r=`${Ss(t.length,Fr)} ${t.length===1?"job runs":"jobs run"}`,a=e.cpu.others>0?`; ${z(o-s)} of ${be(o,"CPU slot")} are held`:` on ${z(o-s)} of ${be(o,"CPU slot")}`,c=o===s?`All ${be(o,"CPU slot")} are free`:r+a,m=n.length?`${Ss(n.length,$l)} ${n.length===1?"waits":"wait"}, the longest for ${Te(l)}`:"nothing waits";return`${c}; ${m}.`}function Mm({cluster:e,jobs:t,waiting:n}){let o=n.map(r=>r.waiting_s||0),s=e?e.cpu.free+(e.gpu?.free||0):null,l=[["Running",Ss(t.length,Fr)],["Waiting",Ss(n.length,$l)],["Median wait so far",o.length?Te(Oi(o,.5)):"\u2013"],["Longest wait",o.length?Te(Math.max(...o)):"\u2013"],["Free slots",z(s)]];return u`<${Ro} rows=${l} />`}function Cm({list:e,error:t}){return u`
    <${G} title="Queue" note=${e?.length?"in the order of their turns":""}>
      ${!e&&(t?u`<${se} error=${t} />`:u`<${We} what="the queue" />`)}
      ${e&&!e.length&&u`
        <${ft} title="Nobody waits" command=${ee("POST","/v1/jobs","@job.json")}>
          Every job that was asked for runs or has ended.<//>`}
      ${e?.length>0&&u`
        <ol class="queue">${e.slice(0,Vi).map(n=>u`
          <li key=${n.job}>
            <span class="position">${n.position}</span>
            <div>
              <p><a href=${Q(["jobs",n.job])}>${n.name||n.job}</a> <${_t} name=${n.tenant} /></p>
              <p class="quiet">${Io(n.reason)}</p>
            </div>
            <p class="n quiet">${be(n.slots,n.device==="gpu"?"GPU slot":"slot")}<br />${Te(n.waiting_s)}</p>
          </li>`)}</ol>
        ${e.length>Vi&&u`
          <p><a href=${Q(["jobs"],{state:"queued"})}>All ${Ss(e.length,$l)} waiting jobs</a></p>`}`}
    <//>`}var at=({columns:e})=>u`
  <thead><tr>${e.map(t=>{let n=t.endsWith("#"),o=t.startsWith("("),s=t.replace(/^\(|\)$|#$/g,"");return u`<th scope="col" class=${n?"n":void 0}>${o?u`<span class="hidden">${s}</span>`:s}</th>`})}</tr></thead>`,jn=({label:e,tall:t,children:n})=>u`
  <div class="scroll ${t?"tall":""}" tabindex="0" role="region" aria-label=${e}>${n}</div>`;var Em="uplot",Pm="u-hz",Am="u-vt",Om="u-title",Nm="u-wrap",Dm="u-under",Lm="u-over",Fm="u-axis",so="u-off",Rm="u-select",jm="u-cursor-x",Im="u-cursor-y",zm="u-cursor-pt",Hm="u-legend",Um="u-live",Wm="u-inline",qm="u-series",Vm="u-marker",Bi="u-label",Gm="u-value",xs="width",Ts="height";var Ji="bottom",qo="left",Rr="right",ea="#000",Yi=ea+"0",jr="mousemove",Qi="mousedown",Ir="mouseup",Ki="mouseenter",Zi="mouseleave",Xi="dblclick",Bm="resize",Jm="scroll",ec="change",vl="dppxchange",ta="--",Ko=typeof window<"u",qr=Ko?document:null,Go=Ko?window:null,Ym=Ko?navigator:null,$e,gl;function Vr(){let e=devicePixelRatio;$e!=e&&($e=e,gl&&Br(ec,gl,Vr),gl=matchMedia(`(min-resolution: ${$e-.001}dppx) and (max-resolution: ${$e+.001}dppx)`),lo(ec,gl,Vr),Go.dispatchEvent(new CustomEvent(vl)))}function Nt(e,t){if(t!=null){let n=e.classList;!n.contains(t)&&n.add(t)}}function Gr(e,t){let n=e.classList;n.contains(t)&&n.remove(t)}function Ne(e,t,n){e.style[t]=n+"px"}function Xt(e,t,n,o){let s=qr.createElement(e);return t!=null&&Nt(s,t),n?.insertBefore(s,o),s}function qt(e,t){return Xt("div",e,t)}var tc=new WeakMap;function pn(e,t,n,o,s){let l="translate("+t+"px,"+n+"px)",r=tc.get(e);l!=r&&(e.style.transform=l,tc.set(e,l),t<0||n<0||t>o||n>s?Nt(e,so):Gr(e,so))}var nc=new WeakMap;function oc(e,t,n){let o=t+n,s=nc.get(e);o!=s&&(nc.set(e,o),e.style.background=t,e.style.borderColor=n)}var sc=new WeakMap;function lc(e,t,n,o){let s=t+""+n,l=sc.get(e);s!=l&&(sc.set(e,s),e.style.height=n+"px",e.style.width=t+"px",e.style.marginLeft=o?-t/2+"px":0,e.style.marginTop=o?-n/2+"px":0)}var na={passive:!0},Qm={...na,capture:!0};function lo(e,t,n,o){t.addEventListener(e,n,o?Qm:na)}function Br(e,t,n,o){t.removeEventListener(e,n,na)}Ko&&Vr();function en(e,t,n,o){let s;n=n||0,o=o||t.length-1;let l=o<=2147483647;for(;o-n>1;)s=l?n+o>>1:Dt((n+o)/2),t[s]<e?n=s:o=s;return e-t[n]<=t[o]-e?n:o}function Nc(e){return(n,o,s)=>{let l=-1,r=-1;for(let a=o;a<=s;a++)if(e(n[a])){l=a;break}for(let a=s;a>=o;a--)if(e(n[a])){r=a;break}return[l,r]}}var Dc=e=>e!=null,Lc=e=>e!=null&&e>0,kl=Nc(Dc),Km=Nc(Lc);function Zm(e,t,n,o=0,s=!1){let l=s?Km:kl,r=s?Lc:Dc;[t,n]=l(e,t,n);let a=e[t],c=e[t];if(t>-1)if(o==1)a=e[t],c=e[n];else if(o==-1)a=e[n],c=e[t];else for(let m=t;m<=n;m++){let p=e[m];r(p)&&(p<a?a=p:p>c&&(c=p))}return[a??we,c??-we]}function xl(e,t,n,o){let s=ic(e),l=ic(t);e==t&&(s==-1?(e*=n,t/=n):(e/=n,t*=n));let r=n==10?Sn:Fc,a=s==1?Dt:Vt,c=l==1?Vt:Dt,m=a(r(et(e))),p=c(r(et(t))),$=Bo(n,m),b=Bo(n,p);return n==10&&(m<0&&($=Se($,-m)),p<0&&(b=Se(b,-p))),o||n==2?(e=$*s,t=b*l):(e=zc(e,$),t=Tl(t,b)),[e,t]}function oa(e,t,n,o){let s=xl(e,t,n,o);return e==0&&(s[0]=0),t==0&&(s[1]=0),s}var sa=.1,rc={mode:3,pad:sa},Cs={pad:0,soft:null,mode:0},Xm={min:Cs,max:Cs};function wl(e,t,n,o){return Ml(n)?ac(e,t,n):(Cs.pad=n,Cs.soft=o?0:null,Cs.mode=o?3:0,ac(e,t,Xm))}function de(e,t){return e??t}function ep(e,t,n){for(t=de(t,0),n=de(n,e.length-1);t<=n;){if(e[t]!=null)return!0;t++}return!1}function ac(e,t,n){let o=n.min,s=n.max,l=de(o.pad,0),r=de(s.pad,0),a=de(o.hard,-we),c=de(s.hard,we),m=de(o.soft,we),p=de(s.soft,-we),$=de(o.mode,0),b=de(s.mode,0),g=t-e,w=Sn(g),A=bt(et(e),et(t)),x=Sn(A),C=et(x-w);(g<1e-24||C>10)&&(g=0,(e==0||t==0)&&(g=1e-24,$==2&&m!=we&&(l=0),b==2&&p!=-we&&(r=0)));let v=g||A||1e3,N=Sn(v),T=Bo(10,Dt(N)),X=v*(g==0?e==0?.1:1:l),E=Se(zc(e-X,T/10),24),U=e>=m&&($==1||$==3&&E<=m||$==2&&E>=m)?m:we,H=bt(a,E<U&&e>=U?U:tn(U,E)),oe=v*(g==0?t==0?.1:1:r),V=Se(Tl(t+oe,T/10),24),k=t<=p&&(b==1||b==3&&V>=p||b==2&&V<=p)?p:-we,I=tn(c,V>k&&t<=k?k:bt(k,V));return H==I&&H==0&&(I=100),[H,I]}var tp=new Intl.NumberFormat(Ko?Ym.language:"en-US"),la=e=>tp.format(e),Lt=Math,yl=Lt.PI,et=Lt.abs,Dt=Lt.floor,Xe=Lt.round,Vt=Lt.ceil,tn=Lt.min,bt=Lt.max,Bo=Lt.pow,ic=Lt.sign,Sn=Lt.log10,Fc=Lt.log2,np=(e,t=1)=>Lt.sinh(e)*t,zr=(e,t=1)=>Lt.asinh(e/t),we=1/0;function cc(e){return(Sn((e^e>>31)-(e>>31))|0)+1}function Jr(e,t,n){return tn(bt(e,t),n)}function Rc(e){return typeof e=="function"}function ue(e){return Rc(e)?e:()=>e}var op=()=>{},jc=e=>e,Ic=(e,t)=>t,sp=e=>null,uc=e=>!0,fc=(e,t)=>e==t,lp=/\.\d*?(?=9{6,}|0{6,})/gm,ro=e=>{if(Uc(e)||zn.has(e))return e;let t=`${e}`,n=t.match(lp);if(n==null)return e;let o=n[0].length-1;if(t.indexOf("e-")!=-1){let[s,l]=t.split("e");return+`${ro(s)}e${l}`}return Se(e,o)};function no(e,t){return ro(Se(ro(e/t))*t)}function Tl(e,t){return ro(Vt(ro(e/t))*t)}function zc(e,t){return ro(Dt(ro(e/t))*t)}function Se(e,t=0){if(Uc(e))return e;let n=10**t,o=e*n*(1+Number.EPSILON);return Xe(o)/n}var zn=new Map;function Hc(e){return((""+e).split(".")[1]||"").length}function Ps(e,t,n,o){let s=[],l=o.map(Hc);for(let r=t;r<n;r++){let a=et(r),c=Se(Bo(e,r),a);for(let m=0;m<o.length;m++){let p=e==10?+`${o[m]}e${r}`:o[m]*c,$=(r>=0?0:a)+(r>=l[m]?0:l[m]),b=e==10?p:Se(p,$);s.push(b),zn.set(b,$)}}return s}var Es={},ra=[],Jo=[null,null],In=Array.isArray,Uc=Number.isInteger,rp=e=>e===void 0;function mc(e){return typeof e=="string"}function Ml(e){let t=!1;if(e!=null){let n=e.constructor;t=n==null||n==Object}return t}function ap(e){return e!=null&&typeof e=="object"}var ip=Object.getPrototypeOf(Uint8Array),Wc="__proto__";function Yo(e,t=Ml){let n;if(In(e)){let o=e.find(s=>s!=null);if(In(o)||t(o)){n=Array(e.length);for(let s=0;s<e.length;s++)n[s]=Yo(e[s],t)}else n=e.slice()}else if(e instanceof ip)n=e.slice();else if(t(e)){n={};for(let o in e)o!=Wc&&(n[o]=Yo(e[o],t))}else n=e;return n}function Be(e){let t=arguments;for(let n=1;n<t.length;n++){let o=t[n];for(let s in o)s!=Wc&&(Ml(e[s])?Be(e[s],Yo(o[s])):e[s]=Yo(o[s]))}return e}var cp=0,up=1,fp=2;function mp(e,t,n){for(let o=0,s,l=-1;o<t.length;o++){let r=t[o];if(r>l){for(s=r-1;s>=0&&e[s]==null;)e[s--]=null;for(s=r+1;s<n&&e[s]==null;)e[l=s++]=null}}}function pp(e,t){if($p(e)){let r=e[0].slice();for(let a=1;a<e.length;a++)r.push(...e[a].slice(1));return gp(r[0])||(r=hp(r)),r}let n=new Set;for(let r=0;r<e.length;r++){let c=e[r][0],m=c.length;for(let p=0;p<m;p++)n.add(c[p])}let o=[Array.from(n).sort((r,a)=>r-a)],s=o[0].length,l=new Map;for(let r=0;r<s;r++)l.set(o[0][r],r);for(let r=0;r<e.length;r++){let a=e[r],c=a[0];for(let m=1;m<a.length;m++){let p=a[m],$=Array(s).fill(void 0),b=t?t[r][m]:up,g=[];for(let w=0;w<p.length;w++){let A=p[w],x=l.get(c[w]);A===null?b!=cp&&($[x]=A,b==fp&&g.push(x)):$[x]=A}mp($,g,s),o.push($)}}return o}var dp=typeof queueMicrotask>"u"?e=>Promise.resolve().then(e):queueMicrotask;function hp(e){let t=e[0],n=t.length,o=Array(n);for(let l=0;l<o.length;l++)o[l]=l;o.sort((l,r)=>t[l]-t[r]);let s=[];for(let l=0;l<e.length;l++){let r=e[l],a=Array(n);for(let c=0;c<n;c++)a[c]=r[o[c]];s.push(a)}return s}function $p(e){let t=e[0][0],n=t.length;for(let o=1;o<e.length;o++){let s=e[o][0];if(s.length!=n)return!1;if(s!=t){for(let l=0;l<n;l++)if(s[l]!=t[l])return!1}}return!0}function gp(e,t=100){let n=e.length;if(n<=1)return!0;let o=0,s=n-1;for(;o<=s&&e[o]==null;)o++;for(;s>=o&&e[s]==null;)s--;if(s<=o)return!0;let l=bt(1,Dt((s-o+1)/t));for(let r=e[o],a=o+l;a<=s;a+=l){let c=e[a];if(c!=null){if(c<=r)return!1;r=c}}return!0}var qc=["January","February","March","April","May","June","July","August","September","October","November","December"],Vc=["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"];function Gc(e){return e.slice(0,3)}var _p=Vc.map(Gc),bp=qc.map(Gc),yp={MMMM:qc,MMM:bp,WWWW:Vc,WWW:_p};function ks(e){return(e<10?"0":"")+e}function vp(e){return(e<10?"00":e<100?"0":"")+e}var wp={YYYY:e=>e.getFullYear(),YY:e=>(e.getFullYear()+"").slice(2),MMMM:(e,t)=>t.MMMM[e.getMonth()],MMM:(e,t)=>t.MMM[e.getMonth()],MM:e=>ks(e.getMonth()+1),M:e=>e.getMonth()+1,DD:e=>ks(e.getDate()),D:e=>e.getDate(),WWWW:(e,t)=>t.WWWW[e.getDay()],WWW:(e,t)=>t.WWW[e.getDay()],HH:e=>ks(e.getHours()),H:e=>e.getHours(),h:e=>{let t=e.getHours();return t==0?12:t>12?t-12:t},AA:e=>e.getHours()>=12?"PM":"AM",aa:e=>e.getHours()>=12?"pm":"am",a:e=>e.getHours()>=12?"p":"a",mm:e=>ks(e.getMinutes()),m:e=>e.getMinutes(),ss:e=>ks(e.getSeconds()),s:e=>e.getSeconds(),fff:e=>vp(e.getMilliseconds())};function aa(e,t){t=t||yp;let n=[],o=/\{([a-z]+)\}|[^{]+/gi,s;for(;s=o.exec(e);)n.push(s[0][0]=="{"?wp[s[1]]:s[0]);return l=>{let r="";for(let a=0;a<n.length;a++)r+=typeof n[a]=="string"?n[a]:n[a](l,t);return r}}var Sp=new Intl.DateTimeFormat().resolvedOptions().timeZone;function kp(e,t){let n;return t=="UTC"||t=="Etc/UTC"?n=new Date(+e+e.getTimezoneOffset()*6e4):t==Sp?n=e:(n=new Date(e.toLocaleString("en-US",{timeZone:t})),n.setMilliseconds(e.getMilliseconds())),n}var Bc=e=>e%1==0,Sl=[1,2,2.5,5],xp=Ps(10,-32,0,Sl),Jc=Ps(10,0,32,Sl),Tp=Jc.filter(Bc),oo=xp.concat(Jc),ia=`
`,Yc="{YYYY}",pc=ia+Yc,Qc="{M}/{D}",Ms=ia+Qc,_l=Ms+"/{YY}",Kc="{aa}",Mp="{h}:{mm}",Vo=Mp+Kc,dc=ia+Vo,hc=":{ss}",_e=null;function Zc(e){let t=e*1e3,n=t*60,o=n*60,s=o*24,l=s*30,r=s*365,c=(e==1?Ps(10,0,3,Sl).filter(Bc):Ps(10,-3,0,Sl)).concat([t,t*5,t*10,t*15,t*30,n,n*5,n*10,n*15,n*30,o,o*2,o*3,o*4,o*6,o*8,o*12,s,s*2,s*3,s*4,s*5,s*6,s*7,s*8,s*9,s*10,s*15,l,l*2,l*3,l*4,l*6,r,r*2,r*5,r*10,r*25,r*50,r*100]),m=[[r,Yc,_e,_e,_e,_e,_e,_e,1],[s*28,"{MMM}",pc,_e,_e,_e,_e,_e,1],[s,Qc,pc,_e,_e,_e,_e,_e,1],[o,"{h}"+Kc,_l,_e,Ms,_e,_e,_e,1],[n,Vo,_l,_e,Ms,_e,_e,_e,1],[t,hc,_l+" "+Vo,_e,Ms+" "+Vo,_e,dc,_e,1],[e,hc+".{fff}",_l+" "+Vo,_e,Ms+" "+Vo,_e,dc,_e,1]];function p($){return(b,g,w,A,x,C)=>{let v=[],N=x>=r,T=x>=l&&x<r,X=$(w),E=Se(X*e,3),U=Hr(X.getFullYear(),N?0:X.getMonth(),T||N?1:X.getDate()),H=Se(U*e,3);if(T||N){let oe=T?x/l:0,V=N?x/r:0,k=E==H?E:Se(Hr(U.getFullYear()+V,U.getMonth()+oe,1)*e,3),I=new Date(Xe(k/e)),D=I.getFullYear(),te=I.getMonth();for(let Y=0;k<=A;Y++){let fe=Hr(D+V*Y,te+oe*Y,1),B=fe-$(Se(fe*e,3));k=Se((+fe+B)*e,3),k<=A&&v.push(k)}}else{let oe=x>=s?s:x,V=Dt(w)-Dt(E),k=H+V+Tl(E-H,oe);v.push(k);let I=$(k),D=I.getHours()+I.getMinutes()/n+I.getSeconds()/o,te=x/o,Y=b.axes[g]._space,fe=C/Y;for(;k=Se(k+x,e==1?0:3),!(k>A);)if(te>1){let B=Dt(Se(D+te,6))%24,me=$(k).getHours()-B;me>1&&(me=-1),k-=me*o,D=(D+te)%24;let ye=v[v.length-1];Se((k-ye)/x,3)*fe>=.7&&v.push(k)}else v.push(k)}return v}}return[c,m,p]}var[Cp,Ep,Pp]=Zc(1),[Ap,Op,Np]=Zc(.001);Ps(2,-53,53,[1]);function $c(e,t){return e.map(n=>n.map((o,s)=>s==0||s==8||o==null?o:t(s==1||n[8]==0?o:n[1]+o)))}function gc(e,t){return(n,o,s,l,r)=>{let a=t.find(w=>r>=w[0])||t[t.length-1],c,m,p,$,b,g;return o.map(w=>{let A=e(w),x=A.getFullYear(),C=A.getMonth(),v=A.getDate(),N=A.getHours(),T=A.getMinutes(),X=A.getSeconds(),E=x!=c&&a[2]||C!=m&&a[3]||v!=p&&a[4]||N!=$&&a[5]||T!=b&&a[6]||X!=g&&a[7]||a[1];return c=x,m=C,p=v,$=N,b=T,g=X,E(A)})}}function Dp(e,t){let n=aa(t);return(o,s,l,r,a)=>s.map(c=>n(e(c)))}function Hr(e,t,n){return new Date(e,t,n)}function _c(e,t){return t(e)}var Lp="{YYYY}-{MM}-{DD} {h}:{mm}{aa}";function bc(e,t){return(n,o,s,l)=>l==null?ta:t(e(o))}function Fp(e,t){let n=e.series[t];return n.width?n.stroke(e,t):n.points.width?n.points.stroke(e,t):null}function Rp(e,t){return e.series[t].fill(e,t)}var jp={show:!0,live:!0,isolate:!1,mount:op,markers:{show:!0,width:2,stroke:Fp,fill:Rp,dash:"solid"},idx:null,idxs:null,values:[]};function Ip(e,t){let n=e.cursor.points,o=qt(),s=n.size(e,t);Ne(o,xs,s),Ne(o,Ts,s);let l=s/-2;Ne(o,"marginLeft",l),Ne(o,"marginTop",l);let r=n.width(e,t,s);return r&&Ne(o,"borderWidth",r),o}function zp(e,t){let n=e.series[t].points;return n._fill||n._stroke}function Hp(e,t){let n=e.series[t].points;return n._stroke||n._fill}function Up(e,t){return e.series[t].points.size}var Ur=[0,0];function Wp(e,t,n){return Ur[0]=t,Ur[1]=n,Ur}function bl(e,t,n,o=!0){return s=>{s.button==0&&(!o||s.target==t)&&n(s)}}function Wr(e,t,n,o=!0){return s=>{(!o||s.target==t)&&n(s)}}var qp={show:!0,x:!0,y:!0,lock:!1,move:Wp,points:{one:!1,show:Ip,size:Up,width:0,stroke:Hp,fill:zp},bind:{mousedown:bl,mouseup:bl,click:bl,dblclick:bl,mousemove:Wr,mouseleave:Wr,mouseenter:Wr},drag:{setScale:!0,x:!0,y:!1,dist:0,uni:null,click:(e,t)=>{t.stopPropagation(),t.stopImmediatePropagation()},_x:!1,_y:!1},focus:{dist:(e,t,n,o,s)=>o-s,prox:-1,bias:0},hover:{skip:[void 0],prox:null,bias:0},left:-10,top:-10,idx:null,dataIdx:null,idxs:null,event:null},Xc={show:!0,stroke:"rgba(0,0,0,0.07)",width:2},ca=Be({},Xc,{filter:Ic}),eu=Be({},ca,{size:10}),tu=Be({},Xc,{show:!1}),ua='12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji"',nu="bold "+ua,ou=1.5,yc={show:!0,scale:"x",stroke:ea,space:50,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:nu,side:2,grid:ca,ticks:eu,border:tu,font:ua,lineGap:ou,rotate:0},Vp="Value",Gp="Time",vc={show:!0,scale:"x",auto:!1,sorted:1,min:we,max:-we,idxs:[]};function Bp(e,t,n,o,s){return t.map(l=>l==null?"":la(l))}function Jp(e,t,n,o,s,l,r){let a=[],c=zn.get(s)||0;n=r?n:Se(Tl(n,s),c);for(let m=n;m<=o;m=Se(m+s,c))a.push(Object.is(m,-0)?0:m);return a}function Yr(e,t,n,o,s,l,r){let a=[],c=e.scales[e.axes[t].scale].log,m=c==10?Sn:Fc,p=Dt(m(n));s=Bo(c,p),c==10&&(s=oo[en(s,oo)]);let $=n,b=s*c;c==10&&(b=oo[en(b,oo)]);do a.push($),$=$+s,c==10&&!zn.has($)&&($=Se($,zn.get(s))),$>=b&&(s=$,b=s*c,c==10&&(b=oo[en(b,oo)]));while($<=o);return a}function Yp(e,t,n,o,s,l,r){let c=e.scales[e.axes[t].scale].asinh,m=o>c?Yr(e,t,bt(c,n),o,s):[c],p=o>=0&&n<=0?[0]:[];return(n<-c?Yr(e,t,bt(c,-o),-n,s):[c]).reverse().map(b=>-b).concat(p,m)}var su=/./,Qp=/[12357]/,Kp=/[125]/,wc=/1/,Qr=(e,t,n,o)=>e.map((s,l)=>t==4&&s==0||l%o==0&&n.test(s.toExponential()[s<0?1:0])?s:null);function Zp(e,t,n,o,s){let l=e.axes[n],r=l.scale,a=e.scales[r],c=e.valToPos,m=l._space,p=c(10,r),$=c(9,r)-p>=m?su:c(7,r)-p>=m?Qp:c(5,r)-p>=m?Kp:wc;if($==wc){let b=et(c(1,r)-p);if(b<m)return Qr(t.slice().reverse(),a.distr,$,Vt(m/b)).reverse()}return Qr(t,a.distr,$,1)}function Xp(e,t,n,o,s){let l=e.axes[n],r=l.scale,a=l._space,c=e.valToPos,m=et(c(1,r)-c(2,r));return m<a?Qr(t.slice().reverse(),3,su,Vt(a/m)).reverse():t}function ed(e,t,n,o){return o==null?ta:t==null?"":la(t)}var Sc={show:!0,scale:"y",stroke:ea,space:30,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:nu,side:3,grid:ca,ticks:eu,border:tu,font:ua,lineGap:ou,rotate:0};function td(e,t){let n=3+(e||1)*2;return Se(n*t,3)}function nd(e,t){let{scale:n,idxs:o}=e.series[0],s=e._data[0],l=e.valToPos(s[o[0]],n,!0),r=e.valToPos(s[o[1]],n,!0),a=et(r-l),c=e.series[t],m=a/(c.points.space*$e);return o[1]-o[0]<=m}var kc={scale:null,auto:!0,sorted:0,min:we,max:-we},lu=(e,t,n,o,s)=>s,xc={show:!0,auto:!0,sorted:0,gaps:lu,alpha:1,facets:[Be({},kc,{scale:"x"}),Be({},kc,{scale:"y"})]},Tc={scale:"y",auto:!0,sorted:0,show:!0,spanGaps:!1,gaps:lu,alpha:1,points:{show:nd,filter:null},values:null,min:we,max:-we,idxs:[],path:null,clip:null};function od(e,t,n,o,s){return n/10}var ru={time:!0,auto:!0,distr:1,log:10,asinh:1,min:null,max:null,dir:1,ori:0},sd=Be({},ru,{time:!1,ori:1}),Mc={};function au(e,t){let n=Mc[e];return n||(n={key:e,plots:[],sub(o){n.plots.push(o)},unsub(o){n.plots=n.plots.filter(s=>s!=o)},pub(o,s,l,r,a,c,m){for(let p=0;p<n.plots.length;p++)n.plots[p]!=s&&n.plots[p].pub(o,s,l,r,a,c,m)}},e!=null&&(Mc[e]=n)),n}var Qo=1,Kr=2;function ao(e,t,n){let o=e.mode,s=e.series[t],l=o==2?e._data[t]:e._data,r=e.scales,a=e.bbox,c=l[0],m=o==2?l[1]:l[t],p=o==2?r[s.facets[0].scale]:r[e.series[0].scale],$=o==2?r[s.facets[1].scale]:r[s.scale],b=a.left,g=a.top,w=a.width,A=a.height,x=e.valToPosH,C=e.valToPosV;return p.ori==0?n(s,c,m,p,$,x,C,b,g,w,A,El,Zo,Al,cu,fu):n(s,c,m,p,$,C,x,g,b,A,w,Pl,Xo,pa,uu,mu)}function fa(e,t){let n=0,o=0,s=de(e.bands,ra);for(let l=0;l<s.length;l++){let r=s[l];r.series[0]==t?n=r.dir:r.series[1]==t&&(r.dir==1?o|=1:o|=2)}return[n,o==1?-1:o==2?1:o==3?2:0]}function ld(e,t,n,o,s){let l=e.mode,r=e.series[t],a=l==2?r.facets[1].scale:r.scale,c=e.scales[a];return s==-1?c.min:s==1?c.max:c.distr==3?c.dir==1?c.min:c.max:0}function kn(e,t,n,o,s,l){return ao(e,t,(r,a,c,m,p,$,b,g,w,A,x)=>{let C=r.pxRound,v=m.dir*(m.ori==0?1:-1),N=m.ori==0?Zo:Xo,T,X;v==1?(T=n,X=o):(T=o,X=n);let E=C($(a[T],m,A,g)),U=C(b(c[T],p,x,w)),H=C($(a[X],m,A,g)),oe=C(b(l==1?p.max:p.min,p,x,w)),V=new Path2D(s);return N(V,H,oe),N(V,E,oe),N(V,E,U),V})}function Cl(e,t,n,o,s,l){let r=null;if(e.length>0){r=new Path2D;let a=t==0?Al:pa,c=n;for(let $=0;$<e.length;$++){let b=e[$];if(b[1]>b[0]){let g=b[0]-c;g>0&&a(r,c,o,g,o+l),c=b[1]}}let m=n+s-c,p=10;m>0&&a(r,c,o-p/2,m,o+l+p)}return r}function rd(e,t,n){let o=e[e.length-1];o&&o[0]==t?o[1]=n:e.push([t,n])}function ma(e,t,n,o,s,l,r){let a=[],c=e.length;for(let m=s==1?n:o;m>=n&&m<=o;m+=s)if(t[m]===null){let $=m,b=m;if(s==1)for(;++m<=o&&t[m]===null;)b=m;else for(;--m>=n&&t[m]===null;)b=m;let g=l(e[$]),w=b==$?g:l(e[b]),A=$-s;g=r<=0&&A>=0&&A<c?l(e[A]):g;let C=b+s;w=r>=0&&C>=0&&C<c?l(e[C]):w,w>=g&&a.push([g,w])}return a}function Cc(e){return e==0?jc:e==1?Xe:t=>no(t,e)}function iu(e){let t=e==0?El:Pl,n=e==0?(s,l,r,a,c,m)=>{s.arcTo(l,r,a,c,m)}:(s,l,r,a,c,m)=>{s.arcTo(r,l,c,a,m)},o=e==0?(s,l,r,a,c)=>{s.rect(l,r,a,c)}:(s,l,r,a,c)=>{s.rect(r,l,c,a)};return(s,l,r,a,c,m=0,p=0)=>{m==0&&p==0?o(s,l,r,a,c):(m=tn(m,a/2,c/2),p=tn(p,a/2,c/2),t(s,l+m,r),n(s,l+a,r,l+a,r+c,m),n(s,l+a,r+c,l,r+c,p),n(s,l,r+c,l,r,p),n(s,l,r,l+a,r,m),s.closePath())}}var El=(e,t,n)=>{e.moveTo(t,n)},Pl=(e,t,n)=>{e.moveTo(n,t)},Zo=(e,t,n)=>{e.lineTo(t,n)},Xo=(e,t,n)=>{e.lineTo(n,t)},Al=iu(0),pa=iu(1),cu=(e,t,n,o,s,l)=>{e.arc(t,n,o,s,l)},uu=(e,t,n,o,s,l)=>{e.arc(n,t,o,s,l)},fu=(e,t,n,o,s,l,r)=>{e.bezierCurveTo(t,n,o,s,l,r)},mu=(e,t,n,o,s,l,r)=>{e.bezierCurveTo(n,t,s,o,r,l)};function pu(e){return(t,n,o,s,l)=>ao(t,n,(r,a,c,m,p,$,b,g,w,A,x)=>{let{pxRound:C,points:v}=r,N,T;m.ori==0?(N=El,T=cu):(N=Pl,T=uu);let X=Se(v.width*$e,3),E=(v.size-v.width)/2*$e,U=Se(E*2,3),H=new Path2D,oe=new Path2D,{left:V,top:k,width:I,height:D}=t.bbox;Al(oe,V-U,k-U,I+U*2,D+U*2);let te=Y=>{if(c[Y]!=null){let fe=C($(a[Y],m,A,g)),B=C(b(c[Y],p,x,w));N(H,fe+E,B),T(H,fe,B,E,0,yl*2)}};if(l)l.forEach(te);else for(let Y=o;Y<=s;Y++)te(Y);return{stroke:X>0?H:null,fill:H,clip:oe,flags:Qo|Kr}})}function du(e){return(t,n,o,s,l,r)=>{o!=s&&(l!=o&&r!=o&&e(t,n,o),l!=s&&r!=s&&e(t,n,s),e(t,n,r))}}var ad=du(Zo),id=du(Xo);function hu(e){let t=de(e?.alignGaps,0);return(n,o,s,l)=>ao(n,o,(r,a,c,m,p,$,b,g,w,A,x)=>{[s,l]=kl(c,s,l);let C=r.pxRound,v=D=>C($(D,m,A,g)),N=D=>C(b(D,p,x,w)),T,X;m.ori==0?(T=Zo,X=ad):(T=Xo,X=id);let E=m.dir*(m.ori==0?1:-1),U={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:Qo},H=U.stroke,oe=!1;if(l-s>=A*4){let D=W=>n.posToVal(W,m.key,!0),te=null,Y=null,fe,B,yt,De=v(a[E==1?s:l]),me=v(a[s]),ye=v(a[l]),re=D(E==1?me+1:ye-1);for(let W=E==1?s:l;W>=s&&W<=l;W+=E){let Je=a[W],Le=(E==1?Je<re:Je>re)?De:v(Je),ge=c[W];Le==De?ge!=null?(B=ge,te==null?(T(H,Le,N(B)),fe=te=Y=B):B<te?te=B:B>Y&&(Y=B)):ge===null&&(oe=!0):(te!=null&&X(H,De,N(te),N(Y),N(fe),N(B)),ge!=null?(B=ge,T(H,Le,N(B)),te=Y=fe=B):(te=Y=null,ge===null&&(oe=!0)),De=Le,re=D(De+E))}te!=null&&te!=Y&&yt!=De&&X(H,De,N(te),N(Y),N(fe),N(B))}else for(let D=E==1?s:l;D>=s&&D<=l;D+=E){let te=c[D];te===null?oe=!0:te!=null&&T(H,v(a[D]),N(te))}let[k,I]=fa(n,o);if(r.fill!=null||k!=0){let D=U.fill=new Path2D(H),te=r.fillTo(n,o,r.min,r.max,k),Y=N(te),fe=v(a[s]),B=v(a[l]);E==-1&&([B,fe]=[fe,B]),T(D,B,Y),T(D,fe,Y)}if(!r.spanGaps){let D=[];oe&&D.push(...ma(a,c,s,l,E,v,t)),U.gaps=D=r.gaps(n,o,s,l,D),U.clip=Cl(D,m.ori,g,w,A,x)}return I!=0&&(U.band=I==2?[kn(n,o,s,l,H,-1),kn(n,o,s,l,H,1)]:kn(n,o,s,l,H,I)),U})}function cd(e){let t=de(e.align,1),n=de(e.ascDesc,!1),o=de(e.alignGaps,0),s=de(e.extend,!1);return(l,r,a,c)=>ao(l,r,(m,p,$,b,g,w,A,x,C,v,N)=>{[a,c]=kl($,a,c);let T=m.pxRound,{left:X,width:E}=l.bbox,U=me=>T(w(me,b,v,x)),H=me=>T(A(me,g,N,C)),oe=b.ori==0?Zo:Xo,V={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:Qo},k=V.stroke,I=b.dir*(b.ori==0?1:-1),D=H($[I==1?a:c]),te=U(p[I==1?a:c]),Y=te,fe=te;s&&t==-1&&(fe=X,oe(k,fe,D)),oe(k,te,D);for(let me=I==1?a:c;me>=a&&me<=c;me+=I){let ye=$[me];if(ye==null)continue;let re=U(p[me]),W=H(ye);t==1?oe(k,re,D):oe(k,Y,W),oe(k,re,W),D=W,Y=re}let B=Y;s&&t==1&&(B=X+E,oe(k,B,D));let[yt,De]=fa(l,r);if(m.fill!=null||yt!=0){let me=V.fill=new Path2D(k),ye=m.fillTo(l,r,m.min,m.max,yt),re=H(ye);oe(me,B,re),oe(me,fe,re)}if(!m.spanGaps){let me=[];me.push(...ma(p,$,a,c,I,U,o));let ye=m.width*$e/2,re=n||t==1?ye:-ye,W=n||t==-1?-ye:ye;me.forEach(Je=>{Je[0]+=re,Je[1]+=W}),V.gaps=me=m.gaps(l,r,a,c,me),V.clip=Cl(me,b.ori,x,C,v,N)}return De!=0&&(V.band=De==2?[kn(l,r,a,c,k,-1),kn(l,r,a,c,k,1)]:kn(l,r,a,c,k,De)),V})}function Ec(e,t,n,o,s,l,r=we){if(e.length>1){let a=null;for(let c=0,m=1/0;c<e.length;c++)if(t[c]!==void 0){if(a!=null){let p=et(e[c]-e[a]);p<m&&(m=p,r=et(n(e[c],o,s,l)-n(e[a],o,s,l)))}a=c}}return r}function ud(e){e=e||Es;let t=de(e.size,[.6,we,1]),n=e.align||0,o=e.gap||0,s=e.radius;s=s==null?[0,0]:typeof s=="number"?[s,0]:s;let l=ue(s),r=1-t[0],a=de(t[1],we),c=de(t[2],1),m=de(e.disp,Es),p=de(e.each,g=>{}),{fill:$,stroke:b}=m;return(g,w,A,x)=>ao(g,w,(C,v,N,T,X,E,U,H,oe,V,k)=>{let I=C.pxRound,D=n,te=o*$e,Y=a*$e,fe=c*$e,B,yt;T.ori==0?[B,yt]=l(g,w):[yt,B]=l(g,w);let De=T.dir*(T.ori==0?1:-1),me=T.ori==0?Al:pa,ye=T.ori==0?p:(R,ke,Ye,po,Wn,on,qn)=>{p(R,ke,Ye,Wn,po,qn,on)},re=de(g.bands,ra).find(R=>R.series[0]==w),W=re!=null?re.dir:0,Je=C.fillTo(g,w,C.min,C.max,W),pt=I(U(Je,X,k,oe)),Le,ge,Gt,xt=V,je=I(C.width*$e),nn=!1,$n=null,Ft=null,xn=null,uo=null;$!=null&&(je==0||b!=null)&&(nn=!0,$n=$.values(g,w,A,x),Ft=new Map,new Set($n).forEach(R=>{R!=null&&Ft.set(R,new Path2D)}),je>0&&(xn=b.values(g,w,A,x),uo=new Map,new Set(xn).forEach(R=>{R!=null&&uo.set(R,new Path2D)})));let{x0:fo,size:ns}=m;if(fo!=null&&ns!=null){D=1,v=fo.values(g,w,A,x),fo.unit==2&&(v=v.map(Ye=>g.posToVal(H+Ye*V,T.key,!0)));let R=ns.values(g,w,A,x);ns.unit==2?ge=R[0]*V:ge=E(R[0],T,V,H)-E(0,T,V,H),xt=Ec(v,N,E,T,V,H,xt),Gt=xt-ge+te}else xt=Ec(v,N,E,T,V,H,xt),Gt=xt*r+te,ge=xt-Gt;Gt<1&&(Gt=0),je>=ge/2&&(je=0),Gt<5&&(I=jc);let Fs=Gt>0,Hn=xt-Gt-(Fs?je:0);ge=I(Jr(Hn,fe,Y)),Le=(D==0?ge/2:D==De?0:ge)-D*De*((D==0?te/2:0)+(Fs?je/2:0));let dt={stroke:null,fill:null,clip:null,band:null,gaps:null,flags:0},mo=nn?null:new Path2D,gn=null;if(re!=null)gn=g.data[re.series[1]];else{let{y0:R,y1:ke}=m;R!=null&&ke!=null&&(N=ke.values(g,w,A,x),gn=R.values(g,w,A,x))}let Un=B*ge,le=yt*ge;for(let R=De==1?A:x;R>=A&&R<=x;R+=De){let ke=N[R];if(ke==null)continue;if(gn!=null){let vt=gn[R]??0;if(ke-vt==0)continue;pt=U(vt,X,k,oe)}let Ye=T.distr!=2||m!=null?v[R]:R,po=E(Ye,T,V,H),Wn=U(de(ke,Je),X,k,oe),on=I(po-Le),qn=I(bt(Wn,pt)),Tt=I(tn(Wn,pt)),Rt=qn-Tt;if(ke!=null){let vt=ke<0?le:Un,Bt=ke<0?Un:le;nn?(je>0&&xn[R]!=null&&me(uo.get(xn[R]),on,Tt+Dt(je/2),ge,bt(0,Rt-je),vt,Bt),$n[R]!=null&&me(Ft.get($n[R]),on,Tt+Dt(je/2),ge,bt(0,Rt-je),vt,Bt)):me(mo,on,Tt+Dt(je/2),ge,bt(0,Rt-je),vt,Bt),ye(g,w,R,on-je/2,Tt,ge+je,Rt)}}return je>0?dt.stroke=nn?uo:mo:nn||(dt._fill=C.width==0?C._fill:C._stroke??C._fill,dt.width=0),dt.fill=nn?Ft:mo,dt})}function fd(e,t){let n=de(t?.alignGaps,0);return(o,s,l,r)=>ao(o,s,(a,c,m,p,$,b,g,w,A,x,C)=>{[l,r]=kl(m,l,r);let v=a.pxRound,N=B=>v(b(B,p,x,w)),T=B=>v(g(B,$,C,A)),X,E,U;p.ori==0?(X=El,U=Zo,E=fu):(X=Pl,U=Xo,E=mu);let H=p.dir*(p.ori==0?1:-1),oe=N(c[H==1?l:r]),V=oe,k=[],I=[];for(let B=H==1?l:r;B>=l&&B<=r;B+=H)if(m[B]!=null){let De=c[B],me=N(De);k.push(V=me),I.push(T(m[B]))}let D={stroke:e(k,I,X,U,E,v),fill:null,clip:null,band:null,gaps:null,flags:Qo},te=D.stroke,[Y,fe]=fa(o,s);if(a.fill!=null||Y!=0){let B=D.fill=new Path2D(te),yt=a.fillTo(o,s,a.min,a.max,Y),De=T(yt);U(B,V,De),U(B,oe,De)}if(!a.spanGaps){let B=[];B.push(...ma(c,m,l,r,H,N,n)),D.gaps=B=a.gaps(o,s,l,r,B),D.clip=Cl(B,p.ori,w,A,x,C)}return fe!=0&&(D.band=fe==2?[kn(o,s,l,r,te,-1),kn(o,s,l,r,te,1)]:kn(o,s,l,r,te,fe)),D})}function md(e){return fd(pd,e)}function pd(e,t,n,o,s,l){let r=e.length;if(r<2)return null;let a=new Path2D;if(n(a,e[0],t[0]),r==2)o(a,e[1],t[1]);else{let c=Array(r),m=Array(r-1),p=Array(r-1),$=Array(r-1);for(let b=0;b<r-1;b++)p[b]=t[b+1]-t[b],$[b]=e[b+1]-e[b],m[b]=p[b]/$[b];c[0]=m[0];for(let b=1;b<r-1;b++)m[b]===0||m[b-1]===0||m[b-1]>0!=m[b]>0?c[b]=0:(c[b]=3*($[b-1]+$[b])/((2*$[b]+$[b-1])/m[b-1]+($[b]+2*$[b-1])/m[b]),isFinite(c[b])||(c[b]=0));c[r-1]=m[r-2];for(let b=0;b<r-1;b++)s(a,e[b]+$[b]/3,t[b]+c[b]*$[b]/3,e[b+1]-$[b]/3,t[b+1]-c[b+1]*$[b]/3,e[b+1],t[b+1])}return a}var Zr=new Set;function Pc(){for(let e of Zr)e.syncRect(!0)}Ko&&(lo(Bm,Go,Pc),lo(Jm,Go,Pc,!0),lo(vl,Go,()=>{it.pxRatio=$e}));var dd=hu(),hd=pu();function Ac(e,t,n,o){return(o?[e[0],e[1]].concat(e.slice(2)):[e[0]].concat(e.slice(1))).map((l,r)=>Xr(l,r,t,n))}function $d(e,t){return e.map((n,o)=>o==0?{}:Be({},t,n))}function Xr(e,t,n,o){return Be({},t==0?n:o,e)}function $u(e,t,n){return t==null?Jo:[t,n]}var gd=$u;function _d(e,t,n){return t==null?Jo:wl(t,n,sa,!0)}function gu(e,t,n,o){return t==null?Jo:xl(t,n,e.scales[o].log,!1)}var bd=gu;function _u(e,t,n,o){return t==null?Jo:oa(t,n,e.scales[o].log,!1)}var yd=_u;function vd(e,t,n,o,s){let l=bt(cc(e),cc(t)),r=t-e,a=en(s/o*r,n);do{let c=n[a],m=o*c/r;if(m>=s&&l+(c<5?zn.get(c):0)<=17)return[c,m]}while(++a<n.length);return[0,0]}function Oc(e){let t,n;return e=e.replace(/(\d+)px/,(o,s)=>(t=Xe((n=+s)*$e))+"px"),[e,t,n]}function wd(e){e.show&&[e.font,e.labelFont].forEach(t=>{let n=Se(t[2]*$e,1);t[0]=t[0].replace(/[0-9.]+px/,n+"px"),t[1]=n})}function it(e,t,n){let o={mode:de(e.mode,1)},s=o.mode;function l(i,f,d,h){let _=f.valToPct(i);return h+d*(f.dir==-1?1-_:_)}function r(i,f,d,h){let _=f.valToPct(i);return h+d*(f.dir==-1?_:1-_)}function a(i,f,d,h){return f.ori==0?l(i,f,d,h):r(i,f,d,h)}o.valToPosH=l,o.valToPosV=r;let c=!1;o.status=0;let m=o.root=qt(Em);if(e.id!=null&&(m.id=e.id),Nt(m,e.class),e.title){let i=qt(Om,m);i.textContent=e.title}let p=Xt("canvas"),$=o.ctx=p.getContext("2d"),b=qt(Nm,m);lo("click",b,i=>{i.target===w&&(Me!=xo||Fe!=To)&&ut.click(o,i)},!0);let g=o.under=qt(Dm,b);b.appendChild(p);let w=o.over=qt(Lm,b);e=Yo(e);let A=+de(e.pxAlign,1),x=Cc(A);(e.plugins||[]).forEach(i=>{i.opts&&(e=i.opts(o,e)||e)});let C=e.ms||.001,v=o.series=s==1?Ac(e.series||[],vc,Tc,!1):$d(e.series||[null],xc),N=o.axes=Ac(e.axes||[],yc,Sc,!0),T=o.scales={},X=o.bands=e.bands||[];X.forEach(i=>{i.fill=ue(i.fill||null),i.dir=de(i.dir,-1)});let E=s==2?v[1].facets[0].scale:v[0].scale,U={axes:vf,series:$f},H=(e.drawOrder||["axes","series"]).map(i=>U[i]);function oe(i){let f=i.distr==3?d=>Sn(d>0?d:i.clamp(o,d,i.min,i.max,i.key)):i.distr==4?d=>zr(d,i.asinh):i.distr==100?d=>i.fwd(d):d=>d;return d=>{let h=f(d),{_min:_,_max:y}=i,S=y-_;return(h-_)/S}}function V(i){let f=T[i];if(f==null){let d=(e.scales||Es)[i]||Es;if(d.from!=null){V(d.from);let h=Be({},T[d.from],d,{key:i});h.valToPct=oe(h),T[i]=h}else{f=T[i]=Be({},i==E?ru:sd,d),f.key=i;let h=f.time,_=f.range,y=In(_);if((i!=E||s==2&&!h)&&(y&&(_[0]==null||_[1]==null)&&(_={min:_[0]==null?rc:{mode:1,hard:_[0],soft:_[0]},max:_[1]==null?rc:{mode:1,hard:_[1],soft:_[1]}},y=!1),!y&&Ml(_))){let S=_;_=(M,P,L)=>P==null?Jo:wl(P,L,S)}f.range=ue(_||(h?gd:i==E?f.distr==3?bd:f.distr==4?yd:$u:f.distr==3?gu:f.distr==4?_u:_d)),f.auto=ue(y?!1:f.auto),f.clamp=ue(f.clamp||od),f._min=f._max=null,f.valToPct=oe(f)}}}V("x"),V("y"),s==1&&v.forEach(i=>{V(i.scale)}),N.forEach(i=>{V(i.scale)});for(let i in e.scales)V(i);let k=T[E],I=k.distr,D,te;k.ori==0?(Nt(m,Pm),D=l,te=r):(Nt(m,Am),D=r,te=l);let Y={};for(let i in T){let f=T[i];(f.min!=null||f.max!=null)&&(Y[i]={min:f.min,max:f.max},f.min=f.max=null)}let fe=e.tzDate||(i=>new Date(Xe(i/C))),B=e.fmtDate||aa,yt=C==1?Pp(fe):Np(fe),De=gc(fe,$c(C==1?Ep:Op,B)),me=bc(fe,_c(Lp,B)),ye=[],re=o.legend=Be({},jp,e.legend),W=o.cursor=Be({},qp,{drag:{y:s==2}},e.cursor),Je=re.show,pt=W.show,Le=re.markers;re.idxs=ye,Le.width=ue(Le.width),Le.dash=ue(Le.dash),Le.stroke=ue(Le.stroke),Le.fill=ue(Le.fill);let ge,Gt,xt,je=[],nn=[],$n,Ft=!1,xn={};if(re.live){let i=v[1]?v[1].values:null;Ft=i!=null,$n=Ft?i(o,1,0):{_:0};for(let f in $n)xn[f]=ta}if(Je)if(ge=Xt("table",Hm,m),xt=Xt("tbody",null,ge),re.mount(o,ge),Ft){Gt=Xt("thead",null,ge,xt);let i=Xt("tr",null,Gt);Xt("th",null,i);for(var uo in $n)Xt("th",Bi,i).textContent=uo}else Nt(ge,Wm),re.live&&Nt(ge,Um);let fo={show:!0},ns={show:!1};function Fs(i,f){if(f==0&&(Ft||!re.live||s==2))return Jo;let d=[],h=Xt("tr",qm,xt,xt.childNodes[f]);Nt(h,i.class),i.show||Nt(h,so);let _=Xt("th",null,h);if(Le.show){let M=qt(Vm,_);if(f>0){let P=Le.width(o,f);P&&(M.style.border=P+"px "+Le.dash(o,f)+" "+Le.stroke(o,f)),M.style.background=Le.fill(o,f)}}let y=qt(Bi,_);i.label instanceof HTMLElement?y.appendChild(i.label):y.textContent=i.label,f>0&&(Le.show||(y.style.color=i.width>0?Le.stroke(o,f):Le.fill(o,f)),dt("click",_,M=>{if(W._lock)return;Gn(M);let P=v.indexOf(i);if((M.ctrlKey||M.metaKey)!=re.isolate){let L=v.some((F,j)=>j>0&&j!=P&&F.show);v.forEach((F,j)=>{j>0&&ln(j,L?j==P?fo:ns:fo,!0,qe.setSeries)})}else ln(P,{show:!i.show},!0,qe.setSeries)},!1),$o&&dt(Ki,_,M=>{W._lock||(Gn(M),ln(v.indexOf(i),Co,!0,qe.setSeries))},!1));for(var S in $n){let M=Xt("td",Gm,h);M.textContent="--",d.push(M)}return[h,d]}let Hn=new Map;function dt(i,f,d,h=!0){let _=Hn.get(f)||{},y=W.bind[i](o,f,d,h);y&&(lo(i,f,_[i]=y),Hn.set(f,_))}function mo(i,f,d){let h=Hn.get(f)||{};for(let _ in h)(i==null||_==i)&&(Br(_,f,h[_]),delete h[_]);i==null&&Hn.delete(f)}let gn=0,Un=0,le=0,R=0,ke=0,Ye=0,po=ke,Wn=Ye,on=le,qn=R,Tt=0,Rt=0,vt=0,Bt=0;o.bbox={};let Wl=!1,Rs=!1,ho=!1,Vn=!1,js=!1,jt=!1;function ql(i,f,d){(d||i!=o.width||f!=o.height)&&ba(i,f),vo(!1),ho=!0,Rs=!0,wo()}function ba(i,f){o.width=gn=le=i,o.height=Un=R=f,ke=Ye=0,cf(),uf();let d=o.bbox;Tt=d.left=no(ke*$e,.5),Rt=d.top=no(Ye*$e,.5),vt=d.width=no(le*$e,.5),Bt=d.height=no(R*$e,.5)}let lf=3;function rf(){let i=!1,f=0;for(;!i;){f++;let d=bf(f),h=yf(f);i=f==lf||d&&h,i||(ba(o.width,o.height),Rs=!0)}}function af({width:i,height:f}){ql(i,f)}o.setSize=af;function cf(){let i=!1,f=!1,d=!1,h=!1;N.forEach((_,y)=>{if(_.show&&_._show){let{side:S,_size:M}=_,P=S%2,L=_.label!=null?_.labelSize:0,F=M+L;F>0&&(P?(le-=F,S==3?(ke+=F,h=!0):d=!0):(R-=F,S==0?(Ye+=F,i=!0):f=!0))}}),Bn[0]=i,Bn[1]=d,Bn[2]=f,Bn[3]=h,le-=Tn[1]+Tn[3],ke+=Tn[3],R-=Tn[2]+Tn[0],Ye+=Tn[0]}function uf(){let i=ke+le,f=Ye+R,d=ke,h=Ye;function _(y,S){switch(y){case 1:return i+=S,i-S;case 2:return f+=S,f-S;case 3:return d-=S,d+S;case 0:return h-=S,h+S}}N.forEach((y,S)=>{if(y.show&&y._show){let M=y.side;y._pos=_(M,y._size),y.label!=null&&(y._lpos=_(M,y.labelSize))}})}if(W.dataIdx==null){let i=W.hover,f=i.skip=new Set(i.skip??[]);f.add(void 0);let d=i.prox=ue(i.prox),h=i.bias??=0;W.dataIdx=(_,y,S,M)=>{if(y==0)return S;let P=S,L=d(_,y,S,M)??we,F=L>=0&&L<we,j=k.ori==0?le:R,ne=W.left,he=t[0],pe=t[y];if(f.has(pe[S])){P=null;let ce=null,K=null,q;if(h==0||h==-1)for(q=S;ce==null&&q-- >0;)f.has(pe[q])||(ce=q);if(h==0||h==1)for(q=S;K==null&&q++<pe.length;)f.has(pe[q])||(K=q);if(ce!=null||K!=null)if(F){let Ee=ce==null?-1/0:D(he[ce],k,j,0),Ie=K==null?1/0:D(he[K],k,j,0),rt=ne-Ee,ve=Ie-ne;rt<=ve?rt<=L&&(P=ce):ve<=L&&(P=K)}else P=K==null?ce:ce==null?K:S-ce<=K-S?ce:K}else F&&et(ne-D(he[S],k,j,0))>L&&(P=null);return P}}let Gn=i=>{W.event=i};W.idxs=ye,W._lock=!1;let mt=W.points;mt.show=ue(mt.show),mt.size=ue(mt.size),mt.stroke=ue(mt.stroke),mt.width=ue(mt.width),mt.fill=ue(mt.fill);let sn=o.focus=Be({},e.focus||{alpha:.3},W.focus),$o=sn.prox>=0,go=$o&&mt.one,It=[],_o=[],bo=[];function ya(i,f){let d=mt.show(o,f);if(d instanceof HTMLElement)return Nt(d,zm),Nt(d,i.class),pn(d,-10,-10,le,R),w.insertBefore(d,It[f]),d}function va(i,f){if(s==1||f>0){let d=s==1&&T[i.scale].time,h=i.value;i.value=d?mc(h)?bc(fe,_c(h,B)):h||me:h||ed,i.label=i.label||(d?Gp:Vp)}if(go||f>0){i.width=i.width==null?1:i.width,i.paths=i.paths||dd||sp,i.fillTo=ue(i.fillTo||ld),i.pxAlign=+de(i.pxAlign,A),i.pxRound=Cc(i.pxAlign),i.stroke=ue(i.stroke||null),i.fill=ue(i.fill||null),i._stroke=i._fill=i._paths=i._focus=null;let d=td(bt(1,i.width),1),h=i.points=Be({},{size:d,width:bt(1,d*.2),stroke:i.stroke,space:d*2,paths:hd,_stroke:null,_fill:null},i.points);h.show=ue(h.show),h.filter=ue(h.filter),h.fill=ue(h.fill),h.stroke=ue(h.stroke),h.paths=ue(h.paths),h.pxAlign=i.pxAlign}if(Je){let d=Fs(i,f);je.splice(f,0,d[0]),nn.splice(f,0,d[1]),re.values.push(null)}if(pt){ye.splice(f,0,null);let d=null;go?f==0&&(d=ya(i,f)):f>0&&(d=ya(i,f)),It.splice(f,0,d),_o.splice(f,0,0),bo.splice(f,0,0)}lt("addSeries",f)}function ff(i,f){f=f??v.length,i=s==1?Xr(i,f,vc,Tc):Xr(i,f,{},xc),v.splice(f,0,i),va(v[f],f)}o.addSeries=ff;function mf(i){if(v.splice(i,1),Je){re.values.splice(i,1),nn.splice(i,1);let f=je.splice(i,1)[0];mo(null,f.firstChild),f.remove()}pt&&(ye.splice(i,1),It.splice(i,1)[0].remove(),_o.splice(i,1),bo.splice(i,1)),lt("delSeries",i)}o.delSeries=mf;let Bn=[!1,!1,!1,!1];function pf(i,f){if(i._show=i.show,i.show){let d=i.side%2,h=T[i.scale];h==null&&(i.scale=d?v[1].scale:E,h=T[i.scale]);let _=h.time;i.size=ue(i.size),i.space=ue(i.space),i.rotate=ue(i.rotate),In(i.incrs)&&i.incrs.forEach(S=>{!zn.has(S)&&zn.set(S,Hc(S))}),i.incrs=ue(i.incrs||(h.distr==2?Tp:_?C==1?Cp:Ap:oo)),i.splits=ue(i.splits||(_&&h.distr==1?yt:h.distr==3?Yr:h.distr==4?Yp:Jp)),i.stroke=ue(i.stroke),i.grid.stroke=ue(i.grid.stroke),i.ticks.stroke=ue(i.ticks.stroke),i.border.stroke=ue(i.border.stroke);let y=i.values;i.values=In(y)&&!In(y[0])?ue(y):_?In(y)?gc(fe,$c(y,B)):mc(y)?Dp(fe,y):y||De:y||Bp,i.filter=ue(i.filter||(h.distr>=3&&h.log==10?Zp:h.distr==3&&h.log==2?Xp:Ic)),i.font=Oc(i.font),i.labelFont=Oc(i.labelFont),i._size=i.size(o,null,f,0),i._space=i._rotate=i._incrs=i._found=i._splits=i._values=null,i._size>0&&(Bn[f]=!0,i._el=qt(Fm,b))}}function os(i,f,d,h){let[_,y,S,M]=d,P=f%2,L=0;return P==0&&(M||y)&&(L=f==0&&!_||f==2&&!S?Xe(yc.size/3):0),P==1&&(_||S)&&(L=f==1&&!y||f==3&&!M?Xe(Sc.size/2):0),L}let wa=o.padding=(e.padding||[os,os,os,os]).map(i=>ue(de(i,os))),Tn=o._padding=wa.map((i,f)=>i(o,f,Bn,0)),ct,tt=null,nt=null,Is=s==1?v[0].idxs:null,Jt=null,ss=!1;function Sa(i,f){if(t=i??[],o.data=o._data=t,s==2){ct=0;for(let d=1;d<v.length;d++)ct+=t[d][0].length}else{t.length==0&&(o.data=o._data=t=[[]]),Jt=t[0],ct=Jt.length;let d=t;if(I==2){d=t.slice();let h=d[0]=Array(ct);for(let _=0;_<ct;_++)h[_]=_}o._data=t=d}if(vo(!0),lt("setData"),I==2&&(ho=!0),f!==!1){let d=k;d.auto(o,ss)?Vl():Cn(E,d.min,d.max),Vn=Vn||W.left>=0,jt=!0,wo()}}o.setData=Sa;function Vl(){ss=!0;let i,f;s==1&&(ct>0?(tt=Is[0]=0,nt=Is[1]=ct-1,i=t[0][tt],f=t[0][nt],I==2?(i=tt,f=nt):i==f&&(I==3?[i,f]=xl(i,i,k.log,!1):I==4?[i,f]=oa(i,i,k.log,!1):k.time?f=i+Xe(86400/C):[i,f]=wl(i,f,sa,!0))):(tt=Is[0]=i=null,nt=Is[1]=f=null)),Cn(E,i,f)}let zs,yo,Gl,Bl,Jl,Yl,Ql,Kl,Zl,wt;function ka(i,f,d,h,_,y){i??=Yi,d??=ra,h??="butt",_??=Yi,y??="round",i!=zs&&($.strokeStyle=zs=i),_!=yo&&($.fillStyle=yo=_),f!=Gl&&($.lineWidth=Gl=f),y!=Jl&&($.lineJoin=Jl=y),h!=Yl&&($.lineCap=Yl=h),d!=Bl&&$.setLineDash(Bl=d)}function xa(i,f,d,h){f!=yo&&($.fillStyle=yo=f),i!=Ql&&($.font=Ql=i),d!=Kl&&($.textAlign=Kl=d),h!=Zl&&($.textBaseline=Zl=h)}function Xl(i,f,d,h,_=0){if(h.length>0&&i.auto(o,ss)&&(f==null||f.min==null)){let y=de(tt,0),S=de(nt,h.length-1),M=d.min==null?Zm(h,y,S,_,i.distr==3):[d.min,d.max];i.min=tn(i.min,d.min=M[0]),i.max=bt(i.max,d.max=M[1])}}let Ta={min:null,max:null};function df(){for(let h in T){let _=T[h];Y[h]==null&&(_.min==null||Y[E]!=null&&_.auto(o,ss))&&(Y[h]=Ta)}for(let h in T){let _=T[h];Y[h]==null&&_.from!=null&&Y[_.from]!=null&&(Y[h]=Ta)}Y[E]!=null&&vo(!0);let i={};for(let h in Y){let _=Y[h];if(_!=null){let y=i[h]=Yo(T[h],ap);if(_.min!=null)Be(y,_);else if(h!=E||s==2)if(ct==0&&y.from==null){let S=y.range(o,null,null,h);y.min=S[0],y.max=S[1]}else y.min=we,y.max=-we}}if(ct>0){v.forEach((h,_)=>{if(s==1){let y=h.scale,S=Y[y];if(S==null)return;let M=i[y];if(_==0){let P=M.range(o,M.min,M.max,y);M.min=P[0],M.max=P[1],tt=en(M.min,t[0]),nt=en(M.max,t[0]),nt-tt>1&&(t[0][tt]<M.min&&tt++,t[0][nt]>M.max&&nt--),h.min=Jt[tt],h.max=Jt[nt]}else h.show&&h.auto&&Xl(M,S,h,t[_],h.sorted);h.idxs[0]=tt,h.idxs[1]=nt}else if(_>0&&h.show&&h.auto){let[y,S]=h.facets,M=y.scale,P=S.scale,[L,F]=t[_],j=i[M],ne=i[P];j!=null&&Xl(j,Y[M],y,L,y.sorted),ne!=null&&Xl(ne,Y[P],S,F,S.sorted),h.min=S.min,h.max=S.max}});for(let h in i){let _=i[h],y=Y[h];if(_.from==null&&(y==null||y.min==null)){let S=_.range(o,_.min==we?null:_.min,_.max==-we?null:_.max,h);_.min=S[0],_.max=S[1]}}}for(let h in i){let _=i[h];if(_.from!=null){let y=i[_.from];if(y.min==null)_.min=_.max=null;else{let S=_.range(o,y.min,y.max,h);_.min=S[0],_.max=S[1]}}}let f={},d=!1;for(let h in i){let _=i[h],y=T[h];if(y.min!=_.min||y.max!=_.max){y.min=_.min,y.max=_.max;let S=y.distr;y._min=S==3?Sn(y.min):S==4?zr(y.min,y.asinh):S==100?y.fwd(y.min):y.min,y._max=S==3?Sn(y.max):S==4?zr(y.max,y.asinh):S==100?y.fwd(y.max):y.max,f[h]=d=!0}}if(d){v.forEach((h,_)=>{s==2?_>0&&f.y&&(h._paths=null):f[h.scale]&&(h._paths=null)});for(let h in f)ho=!0,lt("setScale",h);pt&&W.left>=0&&(Vn=jt=!0)}for(let h in Y)Y[h]=null}function hf(i){let f=Jr(tt-1,0,ct-1),d=Jr(nt+1,0,ct-1);for(;i[f]==null&&f>0;)f--;for(;i[d]==null&&d<ct-1;)d++;return[f,d]}function $f(){if(ct>0){let i=v.some(f=>f._focus)&&wt!=sn.alpha;i&&($.globalAlpha=wt=sn.alpha),v.forEach((f,d)=>{if(d>0&&f.show&&(Ma(d,!1),Ma(d,!0),f._paths==null)){let h=wt;wt!=f.alpha&&($.globalAlpha=wt=f.alpha);let _=s==2?[0,t[d][0].length-1]:hf(t[d]);f._paths=f.paths(o,d,_[0],_[1]),wt!=h&&($.globalAlpha=wt=h)}}),v.forEach((f,d)=>{if(d>0&&f.show){let h=wt;wt!=f.alpha&&($.globalAlpha=wt=f.alpha),f._paths!=null&&Ca(d,!1);{let _=f._paths!=null?f._paths.gaps:null,y=f.points.show(o,d,tt,nt,_),S=f.points.filter(o,d,y,_);(y||S)&&(f.points._paths=f.points.paths(o,d,tt,nt,S),Ca(d,!0))}wt!=h&&($.globalAlpha=wt=h),lt("drawSeries",d)}}),i&&($.globalAlpha=wt=1)}}function Ma(i,f){let d=f?v[i].points:v[i];d._stroke=d.stroke(o,i),d._fill=d.fill(o,i)}function Ca(i,f){let d=f?v[i].points:v[i],{stroke:h,fill:_,clip:y,flags:S,_stroke:M=d._stroke,_fill:P=d._fill,_width:L=d.width}=d._paths;L=Se(L*$e,3);let F=null,j=L%2/2;f&&P==null&&(P=L>0?"#fff":M);let ne=d.pxAlign==1&&j>0;if(ne&&$.translate(j,j),!f){let he=Tt-L/2,pe=Rt-L/2,ce=vt+L,K=Bt+L;F=new Path2D,F.rect(he,pe,ce,K)}f?er(M,L,d.dash,d.cap,P,h,_,S,y):gf(i,M,L,d.dash,d.cap,P,h,_,S,F,y),ne&&$.translate(-j,-j)}function gf(i,f,d,h,_,y,S,M,P,L,F){let j=!1;P!=0&&X.forEach((ne,he)=>{if(ne.series[0]==i){let pe=v[ne.series[1]],ce=t[ne.series[1]],K=(pe._paths||Es).band;In(K)&&(K=ne.dir==1?K[0]:K[1]);let q,Ee=null;pe.show&&K&&ep(ce,tt,nt)?(Ee=ne.fill(o,he)||y,q=pe._paths.clip):K=null,er(f,d,h,_,Ee,S,M,P,L,F,q,K),j=!0}}),j||er(f,d,h,_,y,S,M,P,L,F)}let Ea=Qo|Kr;function er(i,f,d,h,_,y,S,M,P,L,F,j){ka(i,f,d,h,_),(P||L||j)&&($.save(),P&&$.clip(P),L&&$.clip(L)),j?(M&Ea)==Ea?($.clip(j),F&&$.clip(F),Us(_,S),Hs(i,y,f)):M&Kr?(Us(_,S),$.clip(j),Hs(i,y,f)):M&Qo&&($.save(),$.clip(j),F&&$.clip(F),Us(_,S),$.restore(),Hs(i,y,f)):(Us(_,S),Hs(i,y,f)),(P||L||j)&&$.restore()}function Hs(i,f,d){d>0&&(f instanceof Map?f.forEach((h,_)=>{$.strokeStyle=zs=_,$.stroke(h)}):f!=null&&i&&$.stroke(f))}function Us(i,f){f instanceof Map?f.forEach((d,h)=>{$.fillStyle=yo=h,$.fill(d)}):f!=null&&i&&$.fill(f)}function _f(i,f,d,h){let _=N[i],y;if(h<=0)y=[0,0];else{let S=_._space=_.space(o,i,f,d,h),M=_._incrs=_.incrs(o,i,f,d,h,S);y=vd(f,d,M,h,S)}return _._found=y}function tr(i,f,d,h,_,y,S,M,P,L){let F=S%2/2;A==1&&$.translate(F,F),ka(M,S,P,L,M),$.beginPath();let j,ne,he,pe,ce=_+(h==0||h==3?-y:y);d==0?(ne=_,pe=ce):(j=_,he=ce);for(let K=0;K<i.length;K++)f[K]!=null&&(d==0?j=he=i[K]:ne=pe=i[K],$.moveTo(j,ne),$.lineTo(he,pe));$.stroke(),A==1&&$.translate(-F,-F)}function bf(i){let f=!0;return N.forEach((d,h)=>{if(!d.show)return;let _=T[d.scale];if(_.min==null){d._show&&(f=!1,d._show=!1,vo(!1));return}else d._show||(f=!1,d._show=!0,vo(!1));let y=d.side,S=y%2,{min:M,max:P}=_,[L,F]=_f(h,M,P,S==0?le:R);if(F==0)return;let j=_.distr==2,ne=d._splits=d.splits(o,h,M,P,L,F,j),he=_.distr==2?ne.map(q=>Jt[q]):ne,pe=_.distr==2?Jt[ne[1]]-Jt[ne[0]]:L,ce=d._values=d.values(o,d.filter(o,he,h,F,pe),h,F,pe);d._rotate=y==2?d.rotate(o,ce,h,F):0;let K=d._size;d._size=Vt(d.size(o,ce,h,i)),K!=null&&d._size!=K&&(f=!1)}),f}function yf(i){let f=!0;return wa.forEach((d,h)=>{let _=d(o,h,Bn,i);_!=Tn[h]&&(f=!1),Tn[h]=_}),f}function vf(){for(let i=0;i<N.length;i++){let f=N[i];if(!f.show||!f._show)continue;let d=f.side,h=d%2,_,y,S=f.stroke(o,i),M=d==0||d==3?-1:1,[P,L]=f._found;if(f.label!=null){let $t=f.labelGap*M,Et=Xe((f._lpos+$t)*$e);xa(f.labelFont[0],S,"center",d==2?"top":Ji),$.save(),h==1?(_=y=0,$.translate(Et,Xe(Rt+Bt/2)),$.rotate((d==3?-yl:yl)/2)):(_=Xe(Tt+vt/2),y=Et);let Qn=Rc(f.label)?f.label(o,i,P,L):f.label;$.fillText(Qn,_,y),$.restore()}if(L==0)continue;let F=T[f.scale],j=h==0?vt:Bt,ne=h==0?Tt:Rt,he=f._splits,pe=F.distr==2?he.map($t=>Jt[$t]):he,ce=F.distr==2?Jt[he[1]]-Jt[he[0]]:P,K=f.ticks,q=f.border,Ee=K.show?K.size:0,Ie=Xe(Ee*$e),rt=Xe((f.alignTo==2?f._size-Ee-f.gap:f.gap)*$e),ve=f._rotate*-yl/180,ze=x(f._pos*$e),Mt=(Ie+rt)*M,ht=ze+Mt;y=h==0?ht:0,_=h==1?ht:0;let zt=f.font[0],Yt=f.align==1?qo:f.align==2?Rr:ve>0?qo:ve<0?Rr:h==0?"center":d==3?Rr:qo,an=ve||h==1?"middle":d==2?"top":Ji;xa(zt,S,Yt,an);let Ct=f.font[1]*f.lineGap,Ht=he.map($t=>x(a($t,F,j,ne))),Qt=f._values;for(let $t=0;$t<Qt.length;$t++){let Et=Qt[$t];if(Et!=null){h==0?_=Ht[$t]:y=Ht[$t],Et=""+Et;let Qn=Et.indexOf(`
`)==-1?[Et]:Et.split(/\n/gm);for(let gt=0;gt<Qn.length;gt++){let Ja=Qn[gt];ve?($.save(),$.translate(_,y+gt*Ct),$.rotate(ve),$.fillText(Ja,0,0),$.restore()):$.fillText(Ja,_,y+gt*Ct)}}}K.show&&tr(Ht,K.filter(o,pe,i,L,ce),h,d,ze,Ie,Se(K.width*$e,3),K.stroke(o,i),K.dash,K.cap);let cn=f.grid;cn.show&&tr(Ht,cn.filter(o,pe,i,L,ce),h,h==0?2:1,h==0?Rt:Tt,h==0?Bt:vt,Se(cn.width*$e,3),cn.stroke(o,i),cn.dash,cn.cap),q.show&&tr([ze],[1],h==0?1:0,h==0?1:2,h==1?Rt:Tt,h==1?Bt:vt,Se(q.width*$e,3),q.stroke(o,i),q.dash,q.cap)}lt("drawAxes")}function vo(i){v.forEach((f,d)=>{d>0&&(f._paths=null,i&&(s==1?(f.min=null,f.max=null):f.facets.forEach(h=>{h.min=null,h.max=null})))})}let Ws=!1,nr=!1,ls=[];function wf(){nr=!1;for(let i=0;i<ls.length;i++)lt(...ls[i]);ls.length=0}function wo(){Ws||(dp(Pa),Ws=!0)}function Sf(i,f=!1){Ws=!0,nr=f,i(o),Pa(),f&&ls.length>0&&queueMicrotask(wf)}o.batch=Sf;function Pa(){if(Wl&&(df(),Wl=!1),ho&&(rf(),ho=!1),Rs){if(Ne(g,qo,ke),Ne(g,"top",Ye),Ne(g,xs,le),Ne(g,Ts,R),Ne(w,qo,ke),Ne(w,"top",Ye),Ne(w,xs,le),Ne(w,Ts,R),Ne(b,xs,gn),Ne(b,Ts,Un),p.width=Xe(gn*$e),p.height=Xe(Un*$e),N.forEach(({_el:i,_show:f,_size:d,_pos:h,side:_})=>{if(i!=null)if(f){let y=_===3||_===0?d:0,S=_%2==1;Ne(i,S?"left":"top",h-y),Ne(i,S?"width":"height",d),Ne(i,S?"top":"left",S?Ye:ke),Ne(i,S?"height":"width",S?R:le),Gr(i,so)}else Nt(i,so)}),zs=yo=Gl=Jl=Yl=Ql=Kl=Zl=Bl=null,wt=1,is(!0),ke!=po||Ye!=Wn||le!=on||R!=qn){vo(!1);let i=le/on,f=R/qn;if(pt&&!Vn&&W.left>=0){W.left*=i,W.top*=f,So&&pn(So,Xe(W.left),0,le,R),ko&&pn(ko,0,Xe(W.top),le,R);for(let d=0;d<It.length;d++){let h=It[d];h!=null&&(_o[d]*=i,bo[d]*=f,pn(h,Vt(_o[d]),Vt(bo[d]),le,R))}}if(Ce.show&&!js&&Ce.left>=0&&Ce.width>0){Ce.left*=i,Ce.width*=i,Ce.top*=f,Ce.height*=f;for(let d in ir)Ne(Mo,d,Ce[d])}po=ke,Wn=Ye,on=le,qn=R}lt("setSize"),Rs=!1}gn>0&&Un>0&&($.clearRect(0,0,p.width,p.height),lt("drawClear"),H.forEach(i=>i()),lt("draw")),Ce.show&&js&&(qs(Ce),js=!1),pt&&Vn&&(Yn(null,!0,!1),Vn=!1),re.show&&re.live&&jt&&(rr(),jt=!1),c||(c=!0,o.status=1,lt("ready")),ss=!1,Ws=!1}o.redraw=(i,f)=>{ho=f||!1,i!==!1?Cn(E,k.min,k.max):wo()};function or(i,f){let d=T[i];if(d.from==null){if(ct==0){let h=d.range(o,f.min,f.max,i);f.min=h[0],f.max=h[1]}if(f.min>f.max){let h=f.min;f.min=f.max,f.max=h}if(ct>1&&f.min!=null&&f.max!=null&&f.max-f.min<1e-16)return;i==E&&d.distr==2&&ct>0&&(f.min=en(f.min,t[0]),f.max=en(f.max,t[0]),f.min==f.max&&f.max++),Y[i]=f,Wl=!0,wo()}}o.setScale=or;let sr,lr,So,ko,Aa,Oa,xo,To,Na,Da,Me,Fe,Mn=!1,ut=W.drag,ot=ut.x,st=ut.y;pt&&(W.x&&(sr=qt(jm,w)),W.y&&(lr=qt(Im,w)),k.ori==0?(So=sr,ko=lr):(So=lr,ko=sr),Me=W.left,Fe=W.top);let Ce=o.select=Be({show:!0,over:!0,left:0,width:0,top:0,height:0},e.select),Mo=Ce.show?qt(Rm,Ce.over?w:g):null;function qs(i,f){if(Ce.show){for(let d in i)Ce[d]=i[d],d in ir&&Ne(Mo,d,i[d]);f!==!1&&lt("setSelect")}}o.setSelect=qs;function kf(i){if(v[i].show)Je&&Gr(je[i],so);else if(Je&&Nt(je[i],so),pt){let d=go?It[0]:It[i];d!=null&&pn(d,-10,-10,le,R)}}function Cn(i,f,d){or(i,{min:f,max:d})}function ln(i,f,d,h){f.focus!=null&&Ef(i),f.show!=null&&v.forEach((_,y)=>{y>0&&(i==y||i==null)&&(_.show=f.show,kf(y),s==2?(Cn(_.facets[0].scale,null,null),Cn(_.facets[1].scale,null,null)):Cn(_.scale,null,null),wo())}),d!==!1&&lt("setSeries",i,f),h&&cs("setSeries",o,i,f)}o.setSeries=ln;function xf(i,f){Be(X[i],f)}function Tf(i,f){i.fill=ue(i.fill||null),i.dir=de(i.dir,-1),f=f??X.length,X.splice(f,0,i)}function Mf(i){i==null?X.length=0:X.splice(i,1)}o.addBand=Tf,o.setBand=xf,o.delBand=Mf;function Cf(i,f){v[i].alpha=f,pt&&It[i]!=null&&(It[i].style.opacity=f),Je&&je[i]&&(je[i].style.opacity=f)}let _n,En,Jn,Co={focus:!0};function Ef(i){if(i!=Jn){let f=i==null,d=sn.alpha!=1;v.forEach((h,_)=>{if(s==1||_>0){let y=f||_==0||_==i;h._focus=f?null:y,d&&Cf(_,y?1:sn.alpha)}}),Jn=i,d&&wo()}}Je&&$o&&dt(Zi,ge,i=>{W._lock||(Gn(i),Jn!=null&&ln(null,Co,!0,qe.setSeries))});function rn(i,f,d){let h=T[f];d&&(i=i/$e-(h.ori==1?Ye:ke));let _=le;h.ori==1&&(_=R,i=_-i),h.dir==-1&&(i=_-i);let y=h._min,S=h._max,M=i/_,P=y+(S-y)*M,L=h.distr;return L==3?Bo(10,P):L==4?np(P,h.asinh):L==100?h.bwd(P):P}function Pf(i,f){let d=rn(i,E,f);return en(d,t[0],tt,nt)}o.valToIdx=i=>en(i,t[0]),o.posToIdx=Pf,o.posToVal=rn,o.valToPos=(i,f,d)=>T[f].ori==0?l(i,T[f],d?vt:le,d?Tt:0):r(i,T[f],d?Bt:R,d?Rt:0),o.setCursor=(i,f,d)=>{Me=i.left,Fe=i.top,Yn(null,f,d)};function La(i,f){Ne(Mo,qo,Ce.left=i),Ne(Mo,xs,Ce.width=f)}function Fa(i,f){Ne(Mo,"top",Ce.top=i),Ne(Mo,Ts,Ce.height=f)}let rs=k.ori==0?La:Fa,as=k.ori==1?La:Fa;function Af(){if(Je&&re.live)for(let i=s==2?1:0;i<v.length;i++){if(i==0&&Ft)continue;let f=re.values[i],d=0;for(let h in f)nn[i][d++].firstChild.nodeValue=f[h]}}function rr(i,f){if(i!=null&&(i.idxs?i.idxs.forEach((d,h)=>{ye[h]=d}):rp(i.idx)||ye.fill(i.idx),re.idx=ye[0]),Je&&re.live){for(let d=0;d<v.length;d++)(d>0||s==1&&!Ft)&&Of(d,ye[d]);Af()}jt=!1,f!==!1&&lt("setLegend")}o.setLegend=rr;function Of(i,f){let d=v[i],h=i==0&&I==2?Jt:t[i],_;Ft?_=d.values(o,i,f)??xn:(_=d.value(o,f==null?null:h[f],i,f),_=_==null?xn:{_}),re.values[i]=_}function Yn(i,f,d){Na=Me,Da=Fe,[Me,Fe]=W.move(o,Me,Fe),W.left=Me,W.top=Fe,pt&&(So&&pn(So,Xe(Me),0,le,R),ko&&pn(ko,0,Xe(Fe),le,R));let h,_=tt>nt;_n=we,En=null;let y=k.ori==0?le:R,S=k.ori==1?le:R;if(Me<0||ct==0||_){h=W.idx=null;for(let M=0;M<v.length;M++){let P=It[M];P!=null&&pn(P,-10,-10,le,R)}$o&&ln(null,Co,!0,i==null&&qe.setSeries),re.live&&(ye.fill(h),jt=!0)}else{let M,P,L;s==1&&(M=k.ori==0?Me:Fe,P=rn(M,E),h=W.idx=en(P,t[0],tt,nt),L=D(t[0][h],k,y,0));let F=-10,j=-10,ne=0,he=0,pe=!0,ce="",K="";for(let q=s==2?1:0;q<v.length;q++){let Ee=v[q],Ie=ye[q],rt=Ie==null?null:s==1?t[q][Ie]:t[q][1][Ie],ve=W.dataIdx(o,q,h,P),ze=ve==null?null:s==1?t[q][ve]:t[q][1][ve];if(jt=jt||ze!=rt||ve!=Ie,ye[q]=ve,q>0&&Ee.show){let Mt=ve==null?-10:ve==h?L:D(s==1?t[0][ve]:t[q][0][ve],k,y,0),ht=ze==null?-10:te(ze,s==1?T[Ee.scale]:T[Ee.facets[1].scale],S,0);if($o&&ze!=null){let zt=k.ori==1?Me:Fe,Yt=et(sn.dist(o,q,ve,ht,zt));if(Yt<_n){let an=sn.bias;if(an!=0){let Ct=rn(zt,Ee.scale),Ht=ze>=0?1:-1,Qt=Ct>=0?1:-1;Qt==Ht&&(Qt==1?an==1?ze>=Ct:ze<=Ct:an==1?ze<=Ct:ze>=Ct)&&(_n=Yt,En=q)}else _n=Yt,En=q}}if(jt||go){let zt,Yt;k.ori==0?(zt=Mt,Yt=ht):(zt=ht,Yt=Mt);let an,Ct,Ht,Qt,cn,$t,Et=!0,Qn=mt.bbox;if(Qn!=null){Et=!1;let gt=Qn(o,q);Ht=gt.left,Qt=gt.top,an=gt.width,Ct=gt.height}else Ht=zt,Qt=Yt,an=Ct=mt.size(o,q);if($t=mt.fill(o,q),cn=mt.stroke(o,q),go)q==En&&_n<=sn.prox&&(F=Ht,j=Qt,ne=an,he=Ct,pe=Et,ce=$t,K=cn);else{let gt=It[q];gt!=null&&(_o[q]=Ht,bo[q]=Qt,lc(gt,an,Ct,Et),oc(gt,$t,cn),pn(gt,Vt(Ht),Vt(Qt),le,R))}}}}if(go){let q=sn.prox,Ee=Jn==null?_n<=q:_n>q||En!=Jn;if(jt||Ee){let Ie=It[0];Ie!=null&&(_o[0]=F,bo[0]=j,lc(Ie,ne,he,pe),oc(Ie,ce,K),pn(Ie,Vt(F),Vt(j),le,R))}}}if(Ce.show&&Mn)if(i!=null){let[M,P]=qe.scales,[L,F]=qe.match,[j,ne]=i.cursor.sync.scales,he=i.cursor.drag;if(ot=he._x,st=he._y,ot||st){let{left:pe,top:ce,width:K,height:q}=i.select,Ee=i.scales[j].ori,Ie=i.posToVal,rt,ve,ze,Mt,ht,zt=M!=null&&L(M,j),Yt=P!=null&&F(P,ne);zt&&ot?(Ee==0?(rt=pe,ve=K):(rt=ce,ve=q),ze=T[M],Mt=D(Ie(rt,j),ze,y,0),ht=D(Ie(rt+ve,j),ze,y,0),rs(tn(Mt,ht),et(ht-Mt))):rs(0,y),Yt&&st?(Ee==1?(rt=pe,ve=K):(rt=ce,ve=q),ze=T[P],Mt=te(Ie(rt,ne),ze,S,0),ht=te(Ie(rt+ve,ne),ze,S,0),as(tn(Mt,ht),et(ht-Mt))):as(0,S)}else cr()}else{let M=et(Na-Aa),P=et(Da-Oa);if(k.ori==1){let ne=M;M=P,P=ne}ot=ut.x&&M>=ut.dist,st=ut.y&&P>=ut.dist;let L=ut.uni;L!=null?ot&&st&&(ot=M>=L,st=P>=L,!ot&&!st&&(P>M?st=!0:ot=!0)):ut.x&&ut.y&&(ot||st)&&(ot=st=!0);let F,j;ot&&(k.ori==0?(F=xo,j=Me):(F=To,j=Fe),rs(tn(F,j),et(j-F)),st||as(0,S)),st&&(k.ori==1?(F=xo,j=Me):(F=To,j=Fe),as(tn(F,j),et(j-F)),ot||rs(0,y)),!ot&&!st&&(rs(0,0),as(0,0))}if(ut._x=ot,ut._y=st,i==null){if(d){if(Ba!=null){let[M,P]=qe.scales;qe.values[0]=M!=null?rn(k.ori==0?Me:Fe,M):null,qe.values[1]=P!=null?rn(k.ori==1?Me:Fe,P):null}cs(jr,o,Me,Fe,le,R,h)}if($o){let M=d&&qe.setSeries,P=sn.prox;Jn==null?_n<=P&&ln(En,Co,!0,M):_n>P?ln(null,Co,!0,M):En!=Jn&&ln(En,Co,!0,M)}}jt&&(re.idx=h,rr()),f!==!1&&lt("setCursor")}let Pn=null;Object.defineProperty(o,"rect",{get(){return Pn==null&&is(!1),Pn}});function is(i=!1){i?Pn=null:(Pn=w.getBoundingClientRect(),lt("syncRect",Pn))}function Ra(i,f,d,h,_,y,S){W._lock||Mn&&i!=null&&i.movementX==0&&i.movementY==0||(ar(i,f,d,h,_,y,S,!1,i!=null),i!=null?Yn(null,!0,!0):Yn(f,!0,!1))}function ar(i,f,d,h,_,y,S,M,P){if(Pn==null&&is(!1),Gn(i),i!=null)d=i.clientX-Pn.left,h=i.clientY-Pn.top;else{if(d<0||h<0){Me=-10,Fe=-10;return}let[L,F]=qe.scales,j=f.cursor.sync,[ne,he]=j.values,[pe,ce]=j.scales,[K,q]=qe.match,Ee=f.axes[0].side%2==1,Ie=k.ori==0?le:R,rt=k.ori==1?le:R,ve=Ee?y:_,ze=Ee?_:y,Mt=Ee?h:d,ht=Ee?d:h;if(pe!=null?d=K(L,pe)?a(ne,T[L],Ie,0):-10:d=Ie*(Mt/ve),ce!=null?h=q(F,ce)?a(he,T[F],rt,0):-10:h=rt*(ht/ze),k.ori==1){let zt=d;d=h,h=zt}}P&&(f==null||f.cursor.event.type==jr)&&((d<=1||d>=le-1)&&(d=no(d,le)),(h<=1||h>=R-1)&&(h=no(h,R))),M?(Aa=d,Oa=h,[xo,To]=W.move(o,d,h)):(Me=d,Fe=h)}let ir={width:0,height:0,left:0,top:0};function cr(){qs(ir,!1)}let ja,Ia,za,Ha;function Ua(i,f,d,h,_,y,S){Mn=!0,ot=st=ut._x=ut._y=!1,ar(i,f,d,h,_,y,S,!0,!1),i!=null&&(dt(Ir,qr,Wa,!1),cs(Qi,o,xo,To,le,R,null));let{left:M,top:P,width:L,height:F}=Ce;ja=M,Ia=P,za=L,Ha=F}function Wa(i,f,d,h,_,y,S){Mn=ut._x=ut._y=!1,ar(i,f,d,h,_,y,S,!1,!0);let{left:M,top:P,width:L,height:F}=Ce,j=L>0||F>0,ne=ja!=M||Ia!=P||za!=L||Ha!=F;if(j&&ne&&qs(Ce),ut.setScale&&j&&ne){let he=M,pe=L,ce=P,K=F;if(k.ori==1&&(he=P,pe=F,ce=M,K=L),ot&&Cn(E,rn(he,E),rn(he+pe,E)),st)for(let q in T){let Ee=T[q];q!=E&&Ee.from==null&&Ee.min!=we&&Cn(q,rn(ce+K,q),rn(ce,q))}cr()}else W.lock&&(W._lock=!W._lock,Yn(f,!0,i!=null));i!=null&&(mo(Ir,qr),cs(Ir,o,Me,Fe,le,R,null))}function Nf(i,f,d,h,_,y,S){if(W._lock)return;Gn(i);let M=Mn;if(Mn){let P=!0,L=!0,F=10,j,ne;k.ori==0?(j=ot,ne=st):(j=st,ne=ot),j&&ne&&(P=Me<=F||Me>=le-F,L=Fe<=F||Fe>=R-F),j&&P&&(Me=Me<xo?0:le),ne&&L&&(Fe=Fe<To?0:R),Yn(null,!0,!0),Mn=!1}Me=-10,Fe=-10,ye.fill(null),Yn(null,!0,!0),M&&(Mn=M)}function qa(i,f,d,h,_,y,S){W._lock||(Gn(i),Vl(),cr(),i!=null&&cs(Xi,o,Me,Fe,le,R,null))}function Va(){N.forEach(wd),ql(o.width,o.height,!0)}lo(vl,Go,Va);let Eo={};Eo.mousedown=Ua,Eo.mousemove=Ra,Eo.mouseup=Wa,Eo.dblclick=qa,Eo.setSeries=(i,f,d,h)=>{let _=qe.match[2];d=_(o,f,d),d!=-1&&ln(d,h,!0,!1)},pt&&(dt(Qi,w,Ua),dt(jr,w,Ra),dt(Ki,w,i=>{Gn(i),is(!1)}),dt(Zi,w,Nf),dt(Xi,w,qa),Zr.add(o),o.syncRect=is);let Vs=o.hooks=e.hooks||{};function lt(i,f,d){nr?ls.push([i,f,d]):i in Vs&&Vs[i].forEach(h=>{h.call(null,o,f,d)})}(e.plugins||[]).forEach(i=>{for(let f in i.hooks)Vs[f]=(Vs[f]||[]).concat(i.hooks[f])});let Ga=(i,f,d)=>d,qe=Be({key:null,setSeries:!1,filters:{pub:uc,sub:uc},scales:[E,v[1]?v[1].scale:null],match:[fc,fc,Ga],values:[null,null]},W.sync);qe.match.length==2&&qe.match.push(Ga),W.sync=qe;let Ba=qe.key,ur=au(Ba);function cs(i,f,d,h,_,y,S){qe.filters.pub(i,f,d,h,_,y,S)&&ur.pub(i,f,d,h,_,y,S)}ur.sub(o);function Df(i,f,d,h,_,y,S){qe.filters.sub(i,f,d,h,_,y,S)&&Eo[i](null,f,d,h,_,y,S)}o.pub=Df;function Lf(){ur.unsub(o),Zr.delete(o),Hn.clear(),Br(vl,Go,Va),m.remove(),ge?.remove(),lt("destroy")}o.destroy=Lf;function fr(){lt("init",e,t),Sa(t||e.data,!1),Y[E]?or(E,Y[E]):Vl(),js=Ce.show&&(Ce.width>0||Ce.height>0),Vn=jt=!0,ql(e.width,e.height)}return v.forEach(va),N.forEach(pf),n?n instanceof HTMLElement?(n.appendChild(m),fr()):n(o,fr):fr(),o}it.assign=Be;it.fmtNum=la;it.rangeNum=wl;it.rangeLog=xl;it.rangeAsinh=oa;it.orient=ao;it.pxRatio=$e;it.join=pp;it.fmtDate=aa,it.tzDate=kp;it.sync=au;{it.addGap=rd,it.clipGaps=Cl;let e=it.paths={points:pu};e.linear=hu,e.stepped=cd,e.bars=ud,e.spline=md}var vu=250,Sd=40;function kd(e,t){let n=0,o=0;return e.map(s=>s==null||!Number.isFinite(s)?null:(n=t*n+(1-t)*s,o=t*o+(1-t),n/o))}function bu(e){return it.join(e.map(t=>[t.step,t.value]))}var xd=e=>e.replace(/^rgb\((.*)\)$/,"rgba($1, 0.32)").replace(/^(color\(.*?)\)$/,"$1 / 0.32)");function Td(e,t,n){let o=e.step.length<=60,s={spanGaps:!0,stroke:t,label:e.label,dash:e.dash};return!n||o?[{...s,width:2,points:{show:o,size:5,fill:t}}]:[{...s,width:1,stroke:xd(t),dash:void 0,points:{show:!1}},{...s,width:2.2,points:{show:!1}}]}function Md({width:e,series:t,log:n,group:o,smoothing:s,onCursor:l}){let r={stroke:ll("--line"),width:1},a={stroke:ll("--muted"),grid:r,ticks:{...r,size:4},font:"12px Figtree, sans-serif"};return{width:e,height:vu,legend:{show:!1},padding:[10,10,0,0],cursor:{sync:{key:o,scales:["x",null]},points:{size:7},drag:{x:!0,y:!1}},scales:{x:{time:!1},y:n?{distr:3}:{}},axes:[{...a,values:(c,m)=>m.map(z),space:56,size:32},{...a,size:58,values:(c,m)=>m.map(p=>p==null?"":Z(p))}],series:[{},...t.flatMap(c=>Td(c,ll(c.colour),s))],hooks:{setCursor:[c=>l(c.cursor.idx)]}}}function yu(e,t,n){let o=s=>s==null||!Number.isFinite(s)||n&&s<=0?null:s;return e.flatMap(s=>{let l={step:s.step,value:s.value.map(o)};return!t||s.step.length<=60?[l]:[l,{step:s.step,value:kd(s.value,t).map(o)}]})}function wu(e,t){let n=null;for(let o=0;o<e.step.length&&e.step[o]<=t;o++)n=e.value[o];return n}function Ol({title:e,series:t,log:n,smoothing:o,group:s,sentence:l}){let r=Re(),a=Re(),[c,m]=O(null),p=Pe(No),$=t.map(g=>`${g.name}${g.step.length<=60}`).join();ae(()=>{let g=r.current,w=()=>Math.max(200,g.clientWidth),A=v=>m(v==null?null:a.current?.data[0][v]??null),x=new it(Md({width:w(),series:t,log:n,group:s,smoothing:o,onCursor:A}),bu(yu(t,o,n)),g);a.current=x;let C=new ResizeObserver(()=>x.setSize({width:w(),height:vu}));return C.observe(g),()=>{C.disconnect(),x.destroy()}},[$,n,o,s,p]),ae(()=>{let g=a.current,{min:w,max:A}=g.scales.x,x=g.data[0],C=w!=null&&x.length>0&&(w>x[0]||A<x[x.length-1]);g.setData(bu(yu(t,o,n)),!C),C&&g.setScale("x",{min:w,max:A})},[t]);let b=Math.max(...t.map(g=>g.step[g.step.length-1]??0));return u`
    <figure class="chart">
      <figcaption>
        <h3>${e}</h3>
        <ul class="legend">${t.map(g=>u`
          <li><span class="line ${g.dash?"dashed":""}" style=${{color:`var(${g.colour})`}}></span>
            ${g.label} <b>${Z(wu(g,c??b))}</b></li>`)}
          <li class="quiet">step ${z(c??b)}</li></ul>
      </figcaption>
      <div ref=${r} class="canvas" aria-hidden="true"></div>
      <p class="sentence">${l}</p>
      <${Cd} series=${t} title=${e} />
    </figure>`}function Cd({series:e,title:t}){let[n,o]=O(!1),s=[...new Set(e.flatMap(a=>a.step))].sort((a,c)=>a-c),l=Math.max(1,Math.ceil(s.length/Sd)),r=s.filter((a,c)=>c%l===0||c===s.length-1);return u`
    <details onToggle=${a=>o(a.currentTarget.open)}>
      <summary>${t} as a table</summary>
      ${n&&u`
        <${jn} label="${t} as a table">
          <table class="tight"><${at} columns=${["Step",...e.map(a=>`${a.label}#`)]} />
            <tbody>${r.map(a=>u`
              <tr key=${a}><th scope="row">${z(a)}</th>
                ${e.map(c=>u`<td class="n">${Z(wu(c,a))}</td>`)}</tr>`)}</tbody></table>
        <//>`}
    </details>`}var Nl=6,Ed=[void 0,[8,4],[2,3],[10,3,2,3],[5,5],[14,4]],Pd=["val_accuracy","val_loss","accuracy","loss"];function da(e,t="",n={}){if(e&&typeof e=="object"&&Object.keys(e).length)for(let[o,s]of Object.entries(e))da(s,t?`${t}.${o}`:o,n);else t&&(n[t]=e);return n}var Su=e=>({match:Fn(e),every:5e3});function ku({params:e}){let t=[...new Set((e.jobs||"").split(",").filter(Boolean))].slice(0,Nl),n=c=>t[c]?`/v1/jobs/${encodeURIComponent(t[c])}`:null,o=Array.from({length:Nl},(c,m)=>m),s=o.map(c=>J(n(c),Su(t[c]))),l=o.map(c=>J(n(c)&&`${n(c)}/metrics?points=400`,Su(t[c]))),r=t.map((c,m)=>({id:c,job:s[m].data,error:s[m].error,metrics:l[m].data?.data||[]})),a=r.filter(c=>c.job);return u`
    <${Oe} title="Compare" crumb=${u`<a href=${Q(["jobs"])}>Jobs</a>`} lead=${a.map(c=>c.job.name).join(" \xB7 ")}>
      ${!t.length&&u`<${ft} title="Nothing to compare">Tick two or more jobs in the list, then choose “Compare”.<//>`}
      ${r.map(c=>!c.job&&(c.error?u`<${se} error=${c.error} />`:u`<${We} what=${c.id} />`))}
      ${a.length>0&&u`
        <${Ad} shown=${a} name=${e.metric} log=${e.log==="1"} />
        <${Od} shown=${a} />`}
    <//>`}function Ad({shown:e,name:t,log:n}){let o=[...new Set(e.flatMap(c=>c.metrics.filter(m=>m.step?.length).map(m=>m.name)))],s=o.includes(t)?t:Pd.find(c=>o.includes(c))||o[0],l=Po(()=>e.flatMap((c,m)=>{let p=c.metrics.find($=>$.name===s&&$.step.length);return p?[{...p,name:c.id,label:c.job.name,colour:`--hue-${m}`,dash:Ed[m]}]:[]}),[s,...e.map(c=>c.metrics)]);if(!l.length)return u`<${G} title="Curves"><p class="quiet">None of them has metrics yet.</p><//>`;let a=l.map(c=>[c.label,ml(s)(...c.value.filter(Number.isFinite))]).map(([c,m])=>`${c}: best ${s} ${Z(m)}.`).join(" ");return u`
    <${G} title="Curves" actions=${u`
      <label class="check">Metric <select class="inline" value=${s} onChange=${c=>Pt({metric:c.currentTarget.value})}>
        ${o.map(c=>u`<option value=${c}>${c}</option>`)}</select></label>
      <${vs} label="Log scale" checked=${n} set=${c=>Pt({log:c?"1":""})} />`}>
      <${Ol} key=${s} title=${s} series=${l} log=${n} smoothing=${s.startsWith("val_")?0:.6} group="compare" sentence=${a} />
    <//>`}function Od({shown:e}){let[t,n]=O(!1),o=e.map(c=>({...da(c.job.metrics.latest),...da({spec:{...c.job.spec,name:void 0}})})),s=[...new Set(o.flatMap(Object.keys))],l=c=>new Set(o.map(m=>JSON.stringify(m[c]))).size>1,r=s.filter(c=>t||l(c)),a=c=>c===void 0?"\u2013":typeof c=="number"?Z(c):typeof c=="object"?JSON.stringify(c):String(c);return u`
    <${G} title=${t?"Figures and specs":"Differences"} actions=${u`
      <${vs} label="Also what is equal" checked=${t} set=${n} />`}>
      <${jn} label="Jobs side by side" tall>
        <table class="tight compare"><thead><tr><th scope="col">What</th>${e.map(c=>u`
          <th scope="col"><a href=${Q(["jobs",c.id])}>${c.job.name}</a><br /><${jo} state=${c.job.state} /></th>`)}</tr></thead>
          <tbody>${r.map(c=>u`
            <tr key=${c}><th scope="row">${c.replace(/^spec\./,"")}</th>
              ${o.map(m=>u`<td class=${l(c)?"differs":""}>${a(m[c])}</td>`)}</tr>`)}</tbody></table>
      <//>
      ${!r.length&&u`<p class="quiet">They were asked the same and say the same.</p>`}
    <//>`}function es({list:e,params:t}){return!e||!e.has_more&&!t.after?null:u`
    <nav class="pager" aria-label="More of this list">
      ${t.after&&u`<button onClick=${()=>Pt({after:""})}>Newest</button>`}
      ${e.has_more&&u`<button onClick=${()=>Pt({after:e.next})}>Older</button>`}
    </nav>`}var Nd=50,Dd=["","queued","running","paused","succeeded","failed","cancelled"];function xu({params:e}){let t=`/v1/jobs${un({state:e.state,tenant:e.tenant,q:e.q,after:e.after,limit:Nd})}`,n=J(t,{match:Wt,every:5e3,keep:!0}),o=n.data?.data,[s,l]=O([]),r=e.state||e.q||e.tenant;return u`
    <${Oe} title="Jobs" actions=${u`<${ie} command=${ee("GET",t)} /><${hl} />`}>
      <${Ld} params=${e} />
      ${s.length>0&&u`<${Rd} ids=${s} clear=${()=>l([])} />`}
      <${se} error=${!o&&n.error} retry=${n.reload} />
      ${!o&&!n.error&&u`<${We} what="jobs" />`}
      ${o&&!o.length&&(r?u`<${ft} title="No job matches"><button class="small" onClick=${()=>Dn(["jobs"])}>Show all jobs</button><//>`:u`<${ft} title="No jobs yet" command=${ee("POST","/v1/jobs","@job.json")}>
            A job is a dataset, a model and how to train it: plain JSON.<//>`)}
      ${o?.length>0&&u`<${jd} rows=${o} ticked=${s} tick=${l} />`}
      <${es} list=${n.data} params=${e} />
    <//>`}function Ld({params:e}){let t=Re(),[n,o]=O(e.q||"");return ae(()=>{if(n===(e.q||""))return;let s=setTimeout(()=>Pt({q:n,after:""}),250);return()=>clearTimeout(s)},[n]),ae(()=>{let s=l=>{l.key!=="/"||l.ctrlKey||l.metaKey||/INPUT|TEXTAREA|SELECT/.test(l.target.tagName)||(l.preventDefault(),t.current.focus())};return window.addEventListener("keydown",s),()=>window.removeEventListener("keydown",s)},[]),u`
    <form class="filter" role="search" onSubmit=${s=>s.preventDefault()}>
      <label class="search"><span class="hidden">Filter by name</span>
        <input ref=${t} type="search" placeholder="Filter by name" value=${n} aria-keyshortcuts="/"
          onInput=${s=>o(s.currentTarget.value)} /><kbd aria-hidden="true">/</kbd></label>
      <div class="chips" role="group" aria-label="State">${Dd.map(s=>u`
        <button type="button" class="chip" aria-pressed=${String((e.state||"")===s)}
          onClick=${()=>Pt({state:s,after:""})}>${s||"all"}</button>`)}</div>
      ${e.tenant&&u`<button type="button" class="chip" aria-pressed="true"
        onClick=${()=>Pt({tenant:"",after:""})}>tenant ${e.tenant} ×</button>`}
    </form>`}function Fd(e){ae(()=>{let t=n=>{if(!"jk".includes(n.key)||n.ctrlKey||n.metaKey||/INPUT|TEXTAREA|SELECT/.test(n.target.tagName))return;let o=[...e.current.querySelectorAll("th a")],s=o.indexOf(document.activeElement),l=n.key==="j"?Math.min(s+1,o.length-1):Math.max(s-1,0);o[l]?.focus()};return window.addEventListener("keydown",t),()=>window.removeEventListener("keydown",t)},[])}function Rd({ids:e,clear:t}){return u`
    <div class="ticked" role="status">
      <span>${be(e.length,"job")} ticked</span>
      ${e.length>1?u`<a class="button small" href=${Q(["compare"],{jobs:e.join(",")})}>Compare</a>`:u`<span class="quiet">Tick another to compare.</span>`}
      <button class="small" onClick=${t}>Clear</button>
    </div>`}function jd({rows:e,ticked:t,tick:n}){let o=Re(),s=St(5e3);return Fd(o),u`
    <table class="list jobs-table">
      <${at} columns=${["(Compare)","Job","State","Tenant","Slots#","Progress","Metric#","Age#"]} />
      <tbody ref=${o}>${e.map(l=>u`<${Id} key=${l.id} job=${l} now=${s} ticked=${t.includes(l.id)}
        full=${t.length>=Nl} tick=${r=>n(r?[...t,l.id]:t.filter(a=>a!==l.id))} />`)}</tbody>
    </table>`}function Id({job:e,now:t,ticked:n,full:o,tick:s}){let l=pl(e),r=e.progress||{};return u`
    <tr>
      <td class="tick"><input type="checkbox" aria-label="Compare ${e.name||e.id}" checked=${n} disabled=${o&&!n}
        onChange=${a=>s(a.currentTarget.checked)} /></td>
      <th scope="row"><a href=${Q(["jobs",e.id])}>${e.name||e.id}</a></th>
      <td data-label="State"><${jo} state=${e.state} /></td>
      <td data-label="Tenant"><${_t} name=${e.tenant} /></td>
      <td data-label="Slots" class="n">${e.state==="running"&&u`<b>${e.width}</b> of `}${bs(fl(e))}
        ${Ho(e)==="gpu"&&" GPU"}</td>
      <td data-label="Progress" class="progress-cell"><${zo} value=${r.percent} label="Progress of ${e.name}" />
        <span class="quiet">${Fi(e)}</span></td>
      <td data-label="Metric" class="n">${l?u`${l.text}<br /><span class="quiet">${l.name}</span>`:"\u2013"}</td>
      <td data-label="Age" class="n" title=${He(e.created_at)}>${fn(e.created_at,t)}</td>
    </tr>`}var zd=800,Hd=.85,Tu=["loss","accuracy","r2","mae"],As=["learning_rate","samples_per_s"],Mu={loss:"Loss",accuracy:"Accuracy",r2:"R\xB2",mae:"Mean absolute error",mse:"Mean squared error",learning_rate:"Learning rate",samples_per_s:"Samples a second"},ha=[["val_",{label:"validation",colour:"--val",dash:[7,4]}],["epoch_",{label:"epoch mean",colour:"--blue",dash:[2,3]}],["",{label:"training",colour:"--train"}]];function Ud(e){let t=new Map;for(let o of e){if(!o.step?.length)continue;let s=ha.findIndex(([r])=>o.name.startsWith(r)),l=o.name.slice(ha[s][0].length);t.has(l)||t.set(l,[]),t.get(l).push({...o,...ha[s][1],...As.includes(l)?{label:"value"}:{},rank:s})}for(let o of t.values())o.sort((s,l)=>l.rank-s.rank);let n=o=>Tu.includes(o)?Tu.indexOf(o):As.includes(o)?100+As.indexOf(o):50;return[...t].sort((o,s)=>n(o[0])-n(s[0]))}function Wd(e,t){return t.filter(n=>!n.name.startsWith("epoch_")).map(n=>{let o=n.value[0],s=n.value[n.value.length-1];if(As.includes(e))return`${Mu[e]} is ${Z(s)} at step ${z(n.step[n.step.length-1])}.`;let l=ml(e)(...n.value.filter(Number.isFinite)),r=n.step[n.value.indexOf(l)],a=n.label[0].toUpperCase()+n.label.slice(1);if(n.value.length===1)return`${a}: ${Z(s)} at step ${z(r)}.`;let c=s>o?"rose":"fell";return`${a} ${c} from ${Z(o)} to ${Z(s)}; the best is ${Z(l)} at step ${z(r)}.`}).join(" ")}function Cu({job:e,params:t}){let n=`/v1/jobs/${encodeURIComponent(e.id)}/metrics?points=${zd}`,o=e.state==="running"?2e3:Ot(e.state)?0:1e4,{data:s}=J(n,{match:Fn(e.id),every:o}),l=Po(()=>Ud(s?.data||[]),[s]),r=t.log==="1",a=Number(t.smooth??Hd);return l.length?u`
    <${G} title="Curves" note="drag to zoom, double click to see all"
      actions=${u`<${qd} log=${r} smoothing=${a} /><${ie} command=${ee("GET",`${n}&format=csv`)} />`}>
      <div class="charts">${l.map(([c,m])=>u`
        <${Ol} key=${c} title=${Mu[c]||c} series=${m} log=${r&&c==="loss"}
          smoothing=${As.includes(c)?0:a} group=${`job-${e.id}`} sentence=${Wd(c,m)} />`)}
      </div>
    <//>`:u`
      <${G} title="Curves">
        <${ft} title=${Ot(e.state)?"No metrics were recorded":"Curves appear with the first steps"}
          command=${Ot(e.state)?null:ee("GET",`/v1/jobs/${e.id}/watch`)}>
          ${Ot(e.state)?"":"In a terminal the same job shows its progress with:"}<//>
      <//>`}var qd=({log:e,smoothing:t})=>u`
  <${vs} label="Log loss" checked=${e} set=${n=>Pt({log:n?"1":""})} />
  <label class="slider">Smoothing <input type="range" min="0" max="0.99" step="0.01" value=${t}
    onInput=${n=>Pt({smooth:n.currentTarget.value})} /><output>${t.toFixed(2)}</output></label>`;function Eu({job:e}){let t=`/v1/jobs/${encodeURIComponent(e.id)}/explain`,{data:n,error:o}=J(t,{match:Wt,every:4e3});return u`
    <${G} title="Why it waits" id="why" class="why" actions=${u`<${ie} command=${ee("GET",`${t}?format=text`)} />`}>
      ${!n&&(o?u`<${se} error=${o} />`:u`<${We} what="the explanation" />`)}
      ${n&&u`
        <p class="why-sentence">${Vd(n,e)}</p>
        <${Bd} list=${n.constraints||[]} />
        <div class="two">
          <${Jd} held=${n.held} job=${e} />
          <${Yd} change=${n.change} job=${e} />
        </div>
        <${Kd} start=${n.start} />`}
    <//>`}function Vd(e,t){let n=e.position>0?`It is number ${z(e.position)} in the queue. `:"",o=e.constraints?.[0];return t.state==="paused"?"It is paused: it takes no turn until somebody resumes it.":o?`${n}${o.detail}${/[.!]$/.test(o.detail)?"":"."}`:`${n}Nothing holds it: it starts with the next decision.`}var Gd=e=>e[0].toUpperCase()+e.slice(1).replaceAll("_"," "),Dl=(e,t)=>/memory|bytes/.test(e.code)?Ze(t):Z(t);function Bd({list:e}){return e.length?u`
    <ul class="constraints">${e.map(t=>u`
      <li key=${t.code}>
        <p><b>${Gd(t.code)}</b> <span>${t.detail}</span></p>
        ${typeof t.have=="number"&&typeof t.need=="number"&&u`
          <${Li} have=${t.have} need=${t.need} label="has ${Dl(t,t.have)}, needs ${Dl(t,t.need)}" />
          <p class="n quiet">has <b>${Dl(t,t.have)}</b>, needs <b>${Dl(t,t.need)}</b></p>`}
      </li>`)}</ul>`:null}function Jd({held:e,job:t}){let{data:n}=J(`/v1/jobs${un({state:"running",tenant:t.tenant_id,limit:200})}`,{match:Wt}),o=new Map((n?.data||[]).map(l=>[l.id,l.name]));if(!e)return null;let s=e.own||[];return u`
    <div><h3>Who holds slots now</h3>
      <ul class="plain">
        ${s.map(l=>u`
          <li key=${l.job}><a href=${Q(["jobs",l.job])}>${o.get(l.job)||l.job}</a> (yours): ${be(l.width,"slot")}</li>`)}
        ${!s.length&&u`<li class="quiet">Your tenant holds none.</li>`}
        ${e.others>0&&u`<li>Other tenants: ${be(e.others,"slot")}</li>`}
      </ul></div>`}function Yd({change:e,job:t}){return e?.detail?u`
    <div><h3>What would start it now</h3>
      <p>${e.detail}</p>
      <${Qd} set=${e.set} job=${t} />
    </div>`:null}function Qd({set:e,job:t}){let n=[];return e.resources&&n.push(ee("PATCH",`/v1/jobs/${t.id}`,{resources:e.resources})),e.cluster&&n.push(ee("PATCH","/v1/cluster",e.cluster)),u`
    ${e.quota&&u`<p><a href=${Q(["tenants",e.tenant])}>The quota of ${e.tenant}</a></p>`}
    ${n.length>0&&u`<details><summary>As a request</summary><${bn} text=${n.join(`
`)} /></details>`}`}function Kd({start:e}){if(!e||!e.p50&&!e.p90)return null;let t=n=>typeof n=="number"?`in ${Te(n)}`:`${He(n)} (in ${Te(-vn(n))})`;return u`
    <p class="forecast">${e.p50&&u`As likely as not it starts by <b>${t(e.p50)}</b>`}${e.p90&&u`, nine times
      in ten by <b>${t(e.p90)}</b>`}.</p>`}var dn=({what:e="page"})=>u`
  <${Oe} title="Nothing here">
    <p class="lead">There is no such ${e}, or your token may not see it.</p>
    <p><a href=${Q(["overview"])}>Go to the overview</a></p>
  <//>`;function Pu({id:e,params:t}){let n=`/v1/jobs/${encodeURIComponent(e)}`,[o,s]=O(!1),{data:l,error:r,reload:a}=J(n,{match:Fn(e),every:o?3e4:1500});if(l&&Ot(l.state)!==o&&s(Ot(l.state)),!l&&r?.status===404)return u`<${dn} what="job" />`;if(!l)return u`<${Fo} title="Job" what="the job" error=${r} retry=${a} />`;let c=u`<a href=${Q(["jobs"])}>Jobs</a>`;return u`
    <${Oe} title=${l.name||l.id} crumb=${c}
      lead=${u`<${jo} state=${l.state} /> <${_t} name=${l.tenant} />`}
      actions=${u`<${ie} command=${ee("GET",n)} /><${qi} job=${l} reload=${a} />
        ${Ot(l.state)&&u`<${Wo} what="job" name=${l.name} path=${n} back="jobs" />`}`}>
      <${Zd} job=${l} />
      ${(l.state==="queued"||l.state==="paused")&&u`<${Eu} job=${l} />`}
      <${Cu} job=${l} params=${t} />
      <div class="two">
        <${th} job=${l} />
        <${nh} job=${l} />
      </div>
      <${sh} job=${l} path=${n} />
      <${lh} job=${l} path=${n} />
      <${ah} job=${l} path=${n} />
    <//>`}function Zd({job:e}){let t=St(1e3),n=e.progress||{},o=e.metrics?.latest?.samples_per_s,s=[["Epoch",n.epochs?`${z(n.epoch)} of ${z(n.epochs)}`:null],["Step",n.steps?`${z(n.step)} of ${z(n.steps)}`:null],[Ho(e)==="gpu"?"GPU slots":"CPU slots",`${e.state==="running"?`${e.width} of `:""}${bs(fl(e))}`],["Time left",e.state==="running"&&n.eta_s!=null?Te(n.eta_s):null],["Samples a second",o&&e.state==="running"?z(o):null],[Ot(e.state)?"Took":"Since submit",Te(Ot(e.state)&&e.ended_at&&e.started_at?vn(e.started_at,Date.parse(e.ended_at)):vn(e.created_at,t))]];return u`
    <section class="standing" aria-label="Progress">
      <div class="standing-line"><p>${eh(e)}</p><b>${Lo(n.percent??0,n.percent>0&&n.percent<100?1:0)}</b></div>
      <${zo} value=${n.percent} label="Progress" />
      <${Ro} rows=${s} />
    </section>`}var Xd={queued:"Waits",running:"Training",paused:"Paused",succeeded:"Done",failed:"Failed",cancelled:"Cancelled"};function eh(e){if(e.asked)return`Training; it will ${e.asked} after this step.`;if(e.detail)return`${Xd[e.state]||e.state}: ${e.detail}${/[.!]$/.test(e.detail)?"":"."}`;let t=e.reason?Io(e.reason):"";return{queued:t?`Waits: ${t}.`:"Waits for its turn.",running:"Training.",paused:t?`Paused: ${t}.`:"Paused; everything is kept.",succeeded:"Done; the model is kept.",failed:`Failed${t?`: ${t}`:""}.`,cancelled:"Cancelled; the metrics are kept."}[e.state]||e.state}function th({job:e}){let t=Object.entries(e.metrics?.latest||{}),n=e.quote||{},o=e.usage||{},s=Ln(e,"model");return u`
    <${G} title="Result and cost">
      <${At} rows=${[["Model",s&&u`<a href=${Q(["models",s])}>${e.model}</a>`],...t.filter(([l])=>l!=="samples_per_s"&&!l.startsWith("epoch_")).map(([l,r])=>[l,Z(r)]),["Begins from",e.base&&u`<a href=${Q(["models",Ln(e,"base")])}>${e.base}</a>`],["Taken from it",n.base?`${z(n.base.taken)} of ${z(n.base.of)} numbers`:null],["Parameters",n.parameters!=null?z(n.parameters):null],["Memory",n.memory_bytes!=null?Ze(n.memory_bytes):null],["Slot-seconds",o.slot_seconds!=null?`${Z(o.slot_seconds)} used`:null],["Quoted",n.slot_seconds!=null?`${Z(n.slot_seconds)} slot-seconds`:null],["Credits",o.credits!=null||n.credits!=null?`${to(o.credits??0)} of ${to(n.credits)} quoted`:null],["Submitted",He(e.created_at)],["Started",e.started_at?He(e.started_at):null],["Ended",e.ended_at?He(e.ended_at):null]]} />
    <//>`}function nh({job:e}){return u`
    <${G} title="Provenance" note="the same spec and seed give the same model, at any width">
      <${At} rows=${[["Job",u`<code>${e.id}</code>`],...cl(e.provenance)]} />
    <//>`}var oh={daemon:"the daemon stopped",preempted:"gave its slots back"};function sh({job:e,path:t}){let{data:n}=J(`${t}/runs`,{match:Fn(e.id),every:Ot(e.state)?0:1e4}),o=St(2e3),s=n?.data||[];return s.length?u`
    <${G} title="Runs" note="one line for each stretch between start and stop">
      <table class="list"><${at} columns=${["Started","Ran#","Width#","Steps#","Ended"]} />
        <tbody>${s.map(l=>u`
          <tr key=${l.id}><th scope="row">${He(l.started_at)}</th>
            <td data-label="Ran" class="n">${Te(vn(l.started_at,l.ended_at?Date.parse(l.ended_at):o))}</td>
            <td data-label="Width" class="n">${l.width}</td><td data-label="Steps" class="n">${z(l.steps)}</td>
            <td data-label="Ended">${l.ended_at?oh[l.end]||l.end:"runs now"}</td></tr>`)}</tbody></table>
    <//>`:null}function lh({job:e,path:t}){let{data:n}=J(`${t}/events?limit=200`,{match:Fn(e.id),every:Ot(e.state)?0:1e4}),o=St(5e3),s=[...n?.data||[]].sort((l,r)=>r.id-l.id);return u`
    <${G} title="Events" actions=${u`<${ie} command=${ee("GET",`${t}/events`)} />`}>
      ${s.length===0&&u`<p class="quiet">Nothing has happened yet.</p>`}
      <ol class="events">${s.map(l=>u`
        <li key=${l.id}><time datetime=${l.at} title=${He(l.at)}>${fn(l.at,o)}</time>
          <b>${String(l.type).replace(/^job[._]/,"").replaceAll("_"," ")}</b> <span>${rh(l.data)}</span></li>`)}</ol>
    <//>`}function rh(e){let t=n=>typeof n=="number"?Z(n):typeof n!="object"?n:n.min!==void 0?bs(n):JSON.stringify(n);return Object.entries(e||{}).filter(([n,o])=>o!==null&&o!==""&&!["run","boot_ms"].includes(n)).map(([n,o])=>`${n.replaceAll("_"," ")} ${t(o)}`).join(" \xB7 ")}function ah({job:e,path:t}){let n=e.spec||{},o=JSON.stringify(n,null,2);return u`
    <${G} title="Spec" actions=${u`
      <a class="quiet-button" href=${Q(["submit"],{from:e.id})}>Submit a changed copy</a>
      <${ie} label="Copy submit as curl" command=${ee("POST","/v1/jobs",n)} />`}>
      <details class="spec"><summary>What was asked, on ${n.dataset}</summary><${bn} text=${o} /></details>
    <//>`}var ih=50;function Au({params:e}){let t=`/v1/models${un({after:e.after,limit:ih})}`,{data:n,error:o,reload:s}=J(t,{match:a=>/model|succeeded/.test(a.type),every:1e4}),l=St(1e4),r=n?.data;return u`
    <${Oe} title="Models" actions=${u`<${ie} command=${ee("GET",t)} />`}>
      <${se} error=${!r&&o} retry=${s} />
      ${!r&&!o&&u`<${We} what="models" />`}
      ${r&&!r.length&&u`
        <${ft} title="No models yet" command=${ee("POST","/v1/jobs","@job.json")}>A job that succeeds leaves its model here.<//>`}
      ${r?.length>0&&u`
        <table class="list"><${at} columns=${["Model","Task","Metric#","Parameters#","Size#","Trained on","Age#"]} />
          <tbody>${r.map(a=>u`<${ch} key=${a.id} m=${a} now=${l} />`)}</tbody></table>`}
      <${es} list=${n} params=${e} />
    <//>`}function ch({m:e,now:t}){let n=pl(e);return u`
    <tr><th scope="row"><a href=${Q(["models",e.id])}>${e.name||e.id}</a></th>
      <td data-label="Task">${e.task||"\u2013"}</td>
      <td data-label="Metric" class="n">${n?u`${n.text} <span class="quiet">${n.name}</span>`:"\u2013"}</td>
      <td data-label="Parameters" class="n">${z(e.parameters)}</td><td data-label="Size" class="n">${Ze(e.bytes)}</td>
      <td data-label="Trained on">${e.dataset||"\u2013"}</td>
      <td data-label="Age" class="n" title=${He(e.created_at)}>${fn(e.created_at,t)}</td></tr>`}function uh({confusion:{classes:e,matrix:t}}){return u`
    <details open=${e.length<=10}>
      <summary>Which class was taken for which</summary>
      <${jn} label="Confusion matrix: a row per true class, a column per answer">
        <table>
          <${at} columns=${["true \u2193 answered \u2192",...e.map(n=>`${n}#`)]} />
          <tbody>${t.map((n,o)=>u`<tr><th scope="row">${e[o]}</th>
            ${n.map((s,l)=>u`<td class="n">${o===l?u`<strong>${z(s)}</strong>`:z(s)}</td>`)}</tr>`)}
          </tbody>
        </table>
      <//>
    </details>`}function Ou({path:e}){let{data:t}=J("/v1/datasets?limit=200",{every:0}),[n,o]=O(""),[s,l]=O(null),[r,a]=O(null),[c,m]=O(!1),p=(t?.data||[]).filter(g=>g.state==="ready").map(g=>g.name),$=n||p[0];if(!p.length)return null;async function b(g){g.preventDefault(),m(!0),a(null);try{l({dataset:$,...await Ge("POST",`${e}/evaluate`,{body:{dataset:$}})})}catch(w){l(null),a(w)}m(!1)}return u`
    <${G} title="Evaluate" note="on a dataset it has not learned from"
      actions=${u`<${ie} command=${ee("POST",`${e}/evaluate`,{dataset:$})} />`}>
      <form class="evaluate" onSubmit=${b}>
        <${Rn} id="evaluate-dataset" label="Dataset" value=${$} choices=${p} set=${o} />
        <button class="primary" disabled=${c}>${c?"Evaluating\u2026":"Evaluate"}</button>
      </form>
      <div aria-live="polite">
        <${se} error=${r} />
        ${s&&u`<${At} rows=${[["Dataset",s.dataset],["Rows",z(s.rows)],...Object.entries(s.metrics).map(([g,w])=>[g,Z(w)])]} />`}
        ${s?.confusion&&u`<${uh} confusion=${s.confusion} />`}
      </div>
    <//>`}function Os(e){if(!e||e.length<2||e.length>3)return!1;let[t,n,o=1]=e;return t>1&&n>1&&t<=512&&n<=512&&(o===1||o===3)}function fh(e,[t,n,o=1]){let s=new ImageData(n,t),l=Math.min(...e),r=Math.max(...e)-l||1;for(let a=0;a<t*n;a++){for(let c=0;c<3;c++)s.data[4*a+c]=255*(e[a*o+(o===3?c:0)]-l)/r;s.data[4*a+3]=255}return s}function mh(e,[t,n]){let o=new ImageData(n,t);return e.slice(0,t*n).forEach((s,l)=>{let r=Number(s),a=r*137.5%360,c=m=>{let p=(m+a/30)%12;return 255*(.55-.35*Math.max(-1,Math.min(p-3,9-p,1)))};o.data.set(r?[c(0),c(8),c(4),255]:[24,24,32,255],4*l)}),o}function Ll({values:e,shape:t,label:n}){let o=Re();return ae(()=>{o.current.getContext("2d").putImageData(mh(e,t),0,0)},[e]),u`<canvas ref=${o} class="picture" width=${t[1]} height=${t[0]} role="img" aria-label=${n}></canvas>`}function Fl({values:e,shape:t,label:n}){let o=Re();return ae(()=>{o.current.getContext("2d").putImageData(fh(e,t),0,0)},[e]),u`<canvas ref=${o} class="picture" width=${t[1]} height=${t[0]} role="img" aria-label=${n}></canvas>`}function Nu({path:e,done:t}){let n=Re(),[o,s]=O(null),[l,r]=O(!1);async function a(c){c.preventDefault();let m=n.current.files[0];if(!m)return s(new Error("Choose the file of labels first."));r(!0),s(null);try{await Zt("PUT",`${e}/labels`,{body:m,type:"application/octet-stream",headers:nl(m.name)}),Ae("The labels are there; the dataset is ready."),t()}catch(p){s(p)}return r(!1)}return u`
    <form class="panel form" onSubmit=${a} aria-label="Labels">
      <h2>Its labels are missing</h2>
      <div class="field"><label for="labels-file">File of labels</label><input id="labels-file" type="file" ref=${n} />
        <p class="help">One for each row, in the same order; gzip-compressed too, when its name ends in .gz.</p></div>
      <${se} error=${o} />
      <${mn} send=${l?"Uploading\u2026":"Upload labels"} busy=${l} />
    </form>`}var Ns=60,Du=12,ph=20,dh=40;function Lu({id:e}){let t=`/v1/datasets/${encodeURIComponent(e)}`,{data:n,error:o,reload:s}=J(t,{match:l=>/dataset/.test(l.type),every:2e4});return!n&&o?.status===404?u`<${dn} what="dataset" />`:n?u`
    <${Oe} title=${n.name} crumb=${u`<a href=${Q(["datasets"])}>Datasets</a>`}
      lead=${`${z(n.rows)} rows of ${n.format}, ${Ze(n.bytes)}`}
      actions=${u`<${ie} command=${ee("GET",t)} />
        <${Wo} what="dataset" name=${n.name} path=${t} back="datasets" />
        ${n.state==="ready"&&u`<a class="button primary" href=${Q(["submit"],{dataset:n.name})}>Train on it</a>`}`}>
      ${n.state==="incomplete"&&u`<${Nu} path=${t} done=${s} />`}
      ${["importing","failed"].includes(n.state)&&u`<div class="note"><p>This dataset is <b>${n.state}</b>.</p></div>`}
      <${gh} columns=${n.columns||[]} />
      <${bh} key=${n.state} path=${`${t}/preview`} ready=${n.state==="ready"} shape=${n.shape} />
      <${G} title="What it is">
        <${At} rows=${[["Id",u`<code>${n.id}</code>`],["Shape of a row",n.shape?.join(" \xD7 ")],["Seen by",n.visibility.replace("_"," ")],["Licence",n.license],["Description",n.description],["Uploaded",He(n.created_at)],["SHA-256",n.sha256&&u`<code class="long">${n.sha256}</code>`]]} />
      <//>
    <//>`:u`<${Fo} title="Dataset" what="the dataset" error=${o} retry=${s} />`}function hh({c:e}){let t=e.classes||[],n=e.counts||[],o=e.n_classes??t.length,s=t.slice(0,Du),l=Math.max(1,...n.slice(0,Du)),r=s.map((a,c)=>n[c]==null?a:`${a} (${z(n[c])})`).join(", ");return u`
    <div class="classes">
      ${n.length>0&&u`<div class="class-bars" aria-hidden="true">${s.map((a,c)=>u`
        <i title="${a}: ${z(n[c])}" style=${{height:`${100*n[c]/l}%`}}></i>`)}</div>`}
      <span>${be(o,"class","classes")}: ${r}${o>s.length?` and ${z(o-s.length)} more`:""}</span>
    </div>`}function $h({c:e}){let t=e.max-e.min;if(!(t>0)||e.mean==null)return null;let n=l=>Math.min(100,Math.max(0,100*(l-e.min)/t)),o=e.std||0,s=n(e.mean-o);return u`
    <div class="spread" role="img" aria-label="mean ${Z(e.mean)} between ${Z(e.min)} and ${Z(e.max)}">
      <div class="spread-std" style=${{left:`${s}%`,width:`${n(e.mean+o)-s}%`}}></div>
      <div class="spread-mean" style=${{left:`${n(e.mean)}%`}}></div>
    </div>`}function gh({columns:e}){if(!e.length)return null;let t=e.slice(0,Ns);return u`
    <${G} title="Columns" note=${z(e.length)}>
      <table class="list columns">
        <${at} columns=${["Name","Type","Missing#","Min#","Mean#","Max#","Std#","Spread or values"]} />
        <tbody>${t.map(n=>u`
          <tr key=${n.name}><th scope="row">${n.name}</th><td data-label="Type">${n.type}</td>
            <td data-label="Missing" class="n">${z(n.missing??0)}</td>
            ${n.mean==null?u`
              <td class="gone" colspan="4"></td>
              <td data-label="Values">${n.classes&&u`<${hh} c=${n} />`}</td>`:u`
              <td data-label="Min" class="n">${Z(n.min)}</td><td data-label="Mean" class="n">${Z(n.mean)}</td>
              <td data-label="Max" class="n">${Z(n.max)}</td><td data-label="Std" class="n">${Z(n.std)}</td>
              <td data-label="Spread"><${$h} c=${n} /></td>`}</tr>`)}</tbody></table>
      ${e.length>Ns&&u`<p class="quiet">and ${z(e.length-Ns)} more columns</p>`}
    <//>`}var _h=e=>e==null?"":typeof e=="number"?Z(e):String(e);function $a(e,t){let n=t.reduce((s,l)=>s*l,1),o=e.length-n===t[0]*t[1]&&e.length-n>1?e.slice(n):null;return{values:e.slice(0,n),label:o?void 0:e[n],map:o}}function bh({path:e,ready:t,shape:n}){let o=Os(n),s=`${e}?rows=${o?dh:ph}`,{data:l,error:r}=J(t?s:null,{every:0});if(!t||!l&&!r)return null;let a=l?.rows||[];return u`
    <${G} title=${o?"First pictures":"First rows"} actions=${u`<${ie} command=${ee("GET",s)} />`}>
      <${se} error=${!l&&r} />
      ${l&&(o?u`<ul class="pictures">${a.map((c,m)=>{let p=$a(c,n);return u`
              <li key=${m}><${Fl} values=${p.values} shape=${n} label="row ${m+1}" />
                ${p.map&&u`<${Ll} values=${p.map} shape=${n} label="classes of row ${m+1}" />`}<span>${p.label??""}</span></li>`})}</ul>`:u`<${yh} names=${l.columns||[]} rows=${a} />`)}
    <//>`}function yh({names:e,rows:t}){return u`
    <${jn} label="Table of the first rows">
      <table class="tight"><thead><tr><th scope="col">Row</th>${e.slice(0,Ns).map(n=>u`
        <th scope="col">${n}</th>`)}</tr></thead>
        <tbody>${t.map((n,o)=>u`
          <tr key=${o}><th scope="row">${o+1}</th>${n.slice(0,Ns).map(s=>u`<td>${_h(s)}</td>`)}</tr>`)}</tbody></table>
    <//>`}var vh=24,wh=5,Sh=20;function kh(e,t){let n=(e.spec?.model?.layers||[]).filter(s=>s.type==="input"),o=n.flatMap(s=>s.columns||[]);return t||n.length&&n.every(s=>s.columns?.length)?o:null}var ga=e=>e.spec?.model?.task;function xh(e,t,n){if(ga(e)!=="forecasting"||!t?.columns?.length)return null;let{features:o,time:s,series:l,context:r}=e.spec.data,a=s??t.columns.find($=>$.type==="time")?.name,c=o&&[].concat(o),p=(c?c.map($=>t.columns.find(b=>b.name===$)).filter(Boolean):t.columns.filter($=>$.name!==a&&$.name!==l&&$.type!=="text")).map($=>$.type==="numeric"?Number(n($)):n($));return JSON.stringify([Array(r).fill(p)])}function Th(e,t){if(!t?.columns?.length)return null;let n=e.spec?.data||{},o=ga(e)==="autoencoder"?[]:[].concat(n.target||t.columns[t.columns.length-1].name),s=n.features&&[].concat(n.features),l=kh(e,t.shape);return t.columns.filter(r=>!o.includes(r.name)&&(!s||s.includes(r.name))&&(!l||l.includes(r.name)))}function Fu({model:e,path:t}){let n=Ln(e,"dataset"),o=n?`/v1/datasets/${encodeURIComponent(n)}`:null,{data:s}=J(o,{every:0}),l=Th(e,s),r=s?.shape,a=l&&l.length>0&&l.length<=vh&&ga(e)!=="forecasting",[c,m]=O({}),[p,$]=O(null),[b,g]=O(null),[w,A]=O(null),[x,C]=O(null),[v,N]=O(!1),T=k=>k.type==="numeric"?String(Number((k.mean??0).toPrecision(3))):String(k.classes?.[0]??""),X=p??xh(e,s,T)??"[[0, 0, 0, 0]]",E=k=>c[k.name]??T(k);function U(){if(!a)return{inputs:JSON.parse(X)};let k=Object.fromEntries(l.map(I=>{let D=E(I).trim();return[I.name,D===""?null:I.type==="numeric"&&Number.isFinite(Number(D))?Number(D):D]}));return{inputs:[r?{sample:b||Array(r.reduce((I,D)=>I*D,1)).fill(0),...k}:k]}}async function H(k){N(!0),C(null);try{A(await Ge("POST",`${t}/predict`,{body:k}))}catch(I){A(null),C(I)}N(!1)}function oe(k){k.preventDefault();try{H(U())}catch(I){C(new Error(`This is not JSON: ${I.message}`))}}let V="";try{V=ee("POST",`${t}/predict`,U())}catch{}return u`
    <${G} title="Try it" note="raw values, as in the data" actions=${V&&u`<${ie} command=${V} />`}>
      <form class="tryit" onSubmit=${oe}>
        ${Os(r)&&u`<${Mh} where=${o} shape=${r} pick=${k=>{$(JSON.stringify([k])),g(k),H({inputs:[a?{...U().inputs[0],sample:k}:k]})}} />`}
        ${a?u`<div class="grid-form">${l.map(k=>u`
            <${Ch} key=${k.name} c=${k} value=${E(k)} set=${I=>m({...c,[k.name]:I})} />`)}</div>`:u`<details open=${!Os(r)}><summary>Rows as JSON</summary>
            <div class="field"><label class="hidden" for="try-raw">Rows as JSON</label>
              <textarea id="try-raw" class="code" rows="4" spellcheck="false" value=${X}
                onInput=${k=>$(k.currentTarget.value)}></textarea></div></details>`}
        <div class="actions"><button class="primary" disabled=${v}>${v?"Asking\u2026":"Predict"}</button></div>
      </form>
      <div aria-live="polite">
        <${se} error=${x} />
        ${w&&u`<${Ph} answer=${w} />`}
      </div>
    <//>`}function Mh({where:e,shape:t,pick:n}){let{data:o}=J(`${e}/preview?rows=${Sh}`,{every:0}),s=(o?.rows||[]).map(a=>$a(a,t)),[l,r]=O(-1);return u`<ul class="pictures" aria-label="Pictures to try">${s.map((a,c)=>u`
    <li key=${c}><button type="button" class="pick" aria-pressed=${String(c===l)} onClick=${()=>{r(c),n(a.values)}}><${Fl} values=${a.values} shape=${t} label="picture ${c+1}" /></button>
      <span>${a.label??""}</span></li>`)}</ul>`}function Ch({c:e,value:t,set:n}){let o=`try-${e.name}`,s=e.classes||[];return u`
    <div class="field"><label for=${o}>${e.name}</label>
      ${e.type==="categorical"&&s.length?u`<select id=${o} value=${t} onChange=${l=>n(l.currentTarget.value)}>
            ${s.map(l=>u`<option value=${l}>${l}</option>`)}</select>`:e.type==="text"?u`<textarea id=${o} rows="3" value=${t} onInput=${l=>n(l.currentTarget.value)}></textarea>`:u`<input id=${o} inputmode="decimal" autocomplete="off" value=${t} onInput=${l=>n(l.currentTarget.value)} />`}
      ${e.type==="numeric"&&e.min!=null&&u`<p class="help">${Z(e.min)} … ${Z(e.max)} in the data</p>`}
    </div>`}function Eh({map:e,classes:t}){let n=e.flat(),s=t.map((l,r)=>({name:l,share:n.filter(a=>a===r).length/n.length})).filter(l=>l.share>0).map(l=>`${l.name}: ${(100*l.share).toFixed(1)} %`).join(", ");return u`<ul class="pictures"><li><${Ll} values=${n} shape=${[e.length,e[0].length]} label="the class of each pixel" /></li></ul>
    <p class="answer">${s}</p>`}function Ph({answer:e}){let t=[].concat(e.outputs?.[0]??[]);if(Array.isArray(t[0]))return u`<${Eh} map=${t} classes=${e.classes||[]} />`;if(!e.labels?.length)return u`<p class="answer">${t.map(s=>Z(s)).join(", ")}</p>
      ${e.scores&&u`<p class="help">anomaly score ${Z(e.scores[0])}${e.thresholds&&`; of the rows it trained on 99 % score below ${Z(e.thresholds.p99)}`}</p>`}`;let n=e.items?.[0]||e.classes||[],o=t.map((s,l)=>({name:String(n[l]??l),p:s})).sort((s,l)=>l.p-s.p).slice(0,wh);return u`
    <p class="answer">${e.labels[0]}</p>
    <ul class="shares chances">${o.map(s=>u`
      <li><p><span>${s.name}</span><span class="n">${(100*s.p).toFixed(1)} %</span></p>
        <div class="share" aria-hidden="true"><div class="share-held" style=${{width:`${100*s.p}%`}}></div></div></li>`)}</ul>`}function Ru({id:e}){let t=`/v1/models/${encodeURIComponent(e)}`,{data:n,error:o,reload:s}=J(t,{every:3e4});if(!n&&o?.status===404)return u`<${dn} what="model" />`;if(!n)return u`<${Fo} title="Model" what="the model" error=${o} retry=${s} />`;let l=[n.task,`${z(n.parameters)} parameters`,Ze(n.bytes)].filter(Boolean).join(" \xB7 ");return u`
    <${Oe} title=${n.name||n.id} crumb=${u`<a href=${Q(["models"])}>Models</a>`}
      lead=${l} actions=${u`<${ie} command=${ee("GET",t)} />
        <a class="quiet-button" href=${Q(["submit"],{base:n.name})}>Train further</a>
        <${Wo} what="model" name=${n.name} path=${t} back="models" /><${Ah} m=${n} path=${t} />`}>
      <${Fu} model=${n} path=${t} />
      <${Ou} path=${t} />
      <div class="two">
        <${G} title="Figures">
          <${At} rows=${[...Object.entries(n.metrics).filter(([r,a])=>typeof a=="number"&&r!=="samples_per_s").map(([r,a])=>[r,Z(a)]),["Made by",n.job&&u`<a href=${Q(["jobs",Ln(n,"job")])}>${n.job}</a>`],["Trained on",n.dataset&&u`<a href=${Q(["datasets",Ln(n,"dataset")])}>${n.dataset}</a>`],["Seen by",n.visibility.replace("_"," ")],["Licence",n.license],["Made",He(n.created_at)]]} />
        <//>
        <${G} title="Provenance">
          <${At} rows=${[["Id",u`<code>${n.id}</code>`],["SHA-256",u`<code class="long">${n.sha256}</code>`],...cl(n.provenance)]} />
        <//>
      </div>
      ${n.spec&&u`<${G} title="Spec"><details class="spec"><summary>How it is built and was trained</summary>
        <${bn} text=${JSON.stringify(n.spec,null,2)} /></details><//>`}
    <//>`}function Ah({m:e,path:t}){let[n,o]=O(!1),[s,l]=O("safetensors");async function r(){o(!0);try{await Si(`${t}/content?format=${s}`,`${e.name||e.id}.${s}`)}catch(a){Ae(a.message,"bad")}o(!1)}return u`
    <select class="inline" aria-label="File format" value=${s} onChange=${a=>l(a.currentTarget.value)}>
      ${["safetensors","onnx","npz"].map(a=>u`<option value=${a}>${a}</option>`)}
    </select>
    <button class="primary" disabled=${n} onClick=${r}><${Ke} name="down" />${n?"Fetching\u2026":"Download"}</button>`}function io(e,[t,...n],o){let s=Array.isArray(e)?[...e]:{...e&&typeof e=="object"?e:{}},l=n.length?io(s[t],n,o):o,r=l&&typeof l=="object"&&!Array.isArray(l)&&!Object.keys(l).length;return l!==void 0&&!r?s[t]=l:Array.isArray(s)?s.splice(t,1):delete s[t],s}var Iu=(e,t)=>t.reduce((n,o)=>n?.[o],e),ju=e=>e?.n_classes||e?.classes?.length||2;function Oh(e,t){let n=o=>({type:"conv2d",filters:o,kernel_size:3,padding:"same",activation:"relu"});return{name:`${e.name}-segmenter`,dataset:e.name,model:{task:"segmentation",layers:[n(16),n(16),{type:"conv2d",filters:t,kernel_size:1}]},training:{epochs:10,batch_size:32,optimizer:{type:"adam",learning_rate:.001},validation_split:.2},resources:{slots:{min:1,max:2}}}}var zu=(e,t)=>({name:`${e.name}-tuned`,dataset:t?.name||"",base:e.name,training:{epochs:5}});function Nh(e,t){let n=e.find(s=>s!==t&&s.type==="text"),o=e.filter(s=>s!==t&&s.type!=="text").map(s=>s.name);return n?[{type:"input",name:"words",columns:[n.name],encoding:"tokens"},{type:"embedding",output_dim:32,mask_zero:!0},{type:"global_avg_pool2d",name:"text"},...o.length?[{type:"input",name:"table",columns:o},{type:"concat",inputs:["text","table"]}]:[]]:[]}function Rl(e){if(!e)return{name:"my-first-job",dataset:"",model:{task:"classification",layers:[{type:"dense",units:10}]}};let t=e.columns||[],n=t.find(r=>r.name==="label")||t[t.length-1],o=n?.type==="categorical",s=(e.shape||[]).length>1;if(e.label_shape)return Oh(e,ju(n));let l=[...s?[{type:"flatten"}]:e.shape?[]:Nh(t,n),{type:"dense",units:s?128:32,activation:"relu"},{type:"dense",units:o?ju(n):1}];return{name:`${e.name}-mlp`,dataset:e.name,model:{task:o?"classification":"regression",layers:l},training:{epochs:10,batch_size:e.rows>5e3?128:32,optimizer:{type:"adam",learning_rate:.001},validation_split:.2},...s||!n?{}:{data:{target:n.name,normalize:"standard"}},resources:{slots:{min:1,max:2}}}}function Dh(e,t){let n=t.trim();if(n!==""){if(e.type==="pair"||e.type==="shape"){let o=n.split(/[\s,x×]+/).filter(Boolean).map(Number);return o.some(s=>!Number.isFinite(s))?n:o.length===1&&e.type==="pair"?o[0]:o}if(e.type==="numbers"){let o=n.split(/[\s,]+/).filter(Boolean).map(Number);return o.some(s=>!Number.isFinite(s))?n:o}if(e.type==="names"){let o=n.split(",").map(s=>s.trim()).filter(Boolean);return o.length===1?o[0]:o}return e.type==="integer"||e.type==="number"?Number.isFinite(Number(n))?Number(n):n:t}}var jl=e=>e==null?"":Array.isArray(e)?e.join(", "):String(e),Lh=e=>e[0].toUpperCase()+e.slice(1).replaceAll("_"," ");function ts({form:e,path:t,option:n,label:o,set:s}){let l=`opt-${t.join("-")}`,r=e.get(...t),a=e.fault(t),c=s||(p=>e.put(t,p)),m={id:l,required:n.required,"aria-describedby":`${l}-help ${l}-fault`,"aria-invalid":a?"true":void 0};return u`
    <div class="field ${a?"wrong":""}">
      <label for=${l}>${o||Lh(n.name)}</label>
      <${Fh} option=${n} value=${r} change=${c} common=${m} />
      <${ys} id="${l}-fault" fault=${a} />
      ${n.help&&u`<p class="help" id="${l}-help">${n.help}</p>`}
    </div>`}function Fh({option:e,value:t,change:n,common:o}){let s=e.default===void 0?"\u2013":`${e.default} (default)`;if(e.type==="choice"||e.type==="boolean"){let l=e.type==="boolean"?["true","false"]:e.choices,r=t===void 0||l.includes(String(t));return u`
      <select ...${o} value=${jl(t)} onChange=${a=>{let c=a.currentTarget.value;n(c===""?void 0:e.type==="boolean"?c==="true":c)}}>
        <option value="">${s}</option>
        ${!r&&u`<option value=${jl(t)}>${jl(t)}</option>`}
        ${l.map(a=>u`<option value=${a}>${a}</option>`)}
      </select>`}return u`<input ...${o} autocomplete="off" inputmode=${/int|num/.test(e.type)?"decimal":void 0}
    placeholder=${e.default===void 0?"":String(e.default)} value=${jl(t)}
    onChange=${l=>n(Dh(e,l.currentTarget.value))} />`}function Il({form:e,path:t,options:n}){let o=n.filter(r=>r.required||r.type==="integer"&&r.default===void 0||e.get(...t,r.name)!==void 0||r.name==="activation"),s=n.filter(r=>!o.includes(r)),l=r=>u`<div class="grid-form">${r.map(a=>u`
    <${ts} key=${a.name} form=${e} path=${[...t,a.name]} option=${a} />`)}</div>`;return u`
    ${o.length>0&&l(o)}
    ${s.length>0&&u`<details><summary>${s.length} more options</summary>${l(s)}</details>`}`}function Hu({form:e,path:t,kinds:n,label:o}){let s=e.get(...t),l=typeof s=="string"?s:s?.type,r=n.find($=>$.name===l),a={name:o,type:"choice",choices:n.map($=>$.name),help:r?.help},c={type:l,...typeof s=="object"?s:{}},m={...e,put:($,b)=>e.put(t,io(c,$.slice(t.length),b))},p={...e,get:(...$)=>$.join()===t.join()?l:e.get(...$)};return n.length?u`
    <div class="layer">
      <${ts} form=${p} path=${t} option=${a} set=${$=>e.put(t,$===void 0?void 0:{type:$})} />
      <${Il} form=${m} path=${t} options=${r?.options||[]} />
    </div>`:null}var Rh=["private","tenant","public","train_only"],jh=[[/ubyte|\.idx/,"idx"],[/\.npy/,"npy"],[/\.npz/,"npz"],[/\.txt/,"text"],[/\.t(ar|gz)(\.gz)?$/,"images"]],Ih=e=>jh.find(([t])=>t.test(e))?.[1],zh=e=>Object.fromEntries(Object.entries(e).map(([t,n])=>[t,Array.isArray(n)?n.join("x"):n]));function Uu({done:e}){let t=Re(),{data:n}=J("/v1/catalog",{every:0}),[o,s]=O(""),[l,r]=O("csv"),[a,c]=O({}),[m,p]=O("tenant"),[$,b]=O(null),[g,w]=O(!1),A=n?.formats||[{name:"csv"}],x=A.find(E=>E.name===l),C=$?.errors||[],v={get:(...E)=>a[E[0]],put:(E,U)=>c(io(a,E,U)),fault:E=>C.find(U=>U.pointer===`/query/${E[0]}`)};function N(E){r(E),c({})}function T(){let E=t.current.files[0];if(!E)return;let[U]=E.name.split(".");o||s(U.replace(/[^\w.-]+/g,"-"));let H=Ih(E.name);H&&N(H)}async function X(E){E.preventDefault();let U=t.current.files[0];if(!U)return b(new Error("Choose a file first."));w(!0),b(null);try{let H=`/v1/datasets${un({name:o,format:l,visibility:m,...zh(a)})}`,oe=await Ge("POST",H,{body:U,type:"application/octet-stream",headers:nl(U.name)});Ae(`${oe.name} is uploaded.`),e(),Dn(["datasets",oe.id])}catch(H){b(H),w(!1)}}return u`
    <form class="panel form" onSubmit=${X} aria-label="Upload a dataset">
      <div class="grid-form">
        <div class="field"><label for="upload-file">File</label><input id="upload-file" type="file" ref=${t} onChange=${T} />
          <p class="help">Also gzip-compressed, when its name ends in .gz or .tgz.</p></div>
        <div class="field"><label for="upload-name">Name</label><input id="upload-name" value=${o} required autocomplete="off"
          onInput=${E=>s(E.currentTarget.value)} /></div>
        <${Rn} id="upload-format" label="Format" value=${l} choices=${A.map(E=>E.name)} set=${N} help=${x?.help} />
        <${Rn} id="upload-visibility" label="Seen by" value=${m} choices=${Rh} set=${p} />
        ${(x?.options||[]).map(E=>u`<${ts} key=${l+E.name} form=${v} path=${[E.name]} option=${E} />`)}
      </div>
      <${se} error=${$} />
      <${mn} leave=${e} send=${g?"Uploading\u2026":"Upload"} busy=${g} />
    </form>`}var Hh=50,Uh=(e="iris",t="iris.csv",n="csv")=>`curl -H "Authorization: Bearer $ALLOT_TOKEN" -T ${t} -X POST '${location.origin}/v1/datasets?name=${e}&format=${n}'`;function Wu({params:e}){let t=`/v1/datasets${un({after:e.after,limit:Hh})}`,{data:n,error:o,reload:s}=J(t,{match:p=>/dataset/.test(p.type),every:1e4}),l=Pe(Ue),[r,a]=O(!1),c=St(1e4),m=n?.data;return u`
    <${Oe} title="Datasets" actions=${u`<${ie} command=${ee("GET",t)} />
      ${ws(l)&&u`
        <button class="primary" aria-expanded=${String(r)} onClick=${()=>a(!r)}>Upload a file</button>`}`}>
      ${r&&u`<${Uu} done=${()=>a(!1)} />`}
      <${se} error=${!m&&o} retry=${s} />
      ${!m&&!o&&u`<${We} what="datasets" />`}
      ${m&&!m.length&&u`
        <${ft} title="No datasets yet" command=${Uh()}>A CSV file with a header is enough to begin.<//>`}
      ${m?.length>0&&u`
        <table class="list"><${at} columns=${["Dataset","Format","Rows#","Columns#","Size#","Seen by","Age#"]} />
          <tbody>${m.map(p=>u`
            <tr key=${p.id}><th scope="row"><a href=${Q(["datasets",p.id])}>${p.name}</a>
                ${p.state!=="ready"&&u`${" "}<span class="state">${p.state}</span>`}</th>
              <td data-label="Format">${p.format}</td><td data-label="Rows" class="n">${z(p.rows)}</td>
              <td data-label="Columns" class="n">${z(p.columns?.length)}</td><td data-label="Size" class="n">${Ze(p.bytes)}</td>
              <td data-label="Seen by">${p.visibility.replace("_"," ")}</td>
              <td data-label="Age" class="n" title=${He(p.created_at)}>${fn(p.created_at,c)}</td></tr>`)}</tbody></table>`}
      <${es} list=${n} params=${e} />
    <//>`}var _a=e=>{if(e==null)return null;let t=typeof e=="number"?e:-vn(e);return t<1?"now":`in ${Te(t)}`};function qu({verdict:e}){let{quote:t,faults:n,error:o,busy:s}=e,l=n.length?be(n.length,"fault"):"Quote",r=t||{},a=[["Starts",_a(r.start?.p50)],["Done",_a(r.finish?.p50)],["Done, 9 in 10",_a(r.finish?.p90)],["Parameters",r.parameters!=null?z(r.parameters):null],["Memory",r.memory_bytes!=null?Ze(r.memory_bytes):null],["Steps",r.steps!=null?z(r.steps):null],["FLOPs a step",r.flops_per_step!=null?Z(r.flops_per_step):null],["Slot-seconds",r.slot_seconds!=null?Z(r.slot_seconds):null],["Credits",r.credits!=null?to(r.credits):null],["Lanes",r.lanes!=null?z(r.lanes):null],["From the base",r.base?`${z(r.base.taken)} of ${z(r.base.of)}`:null],["Begins anew",r.base?.fresh||null]];return u`
    <${G} title=${l} note=${s?"asking\u2026":"a dry run, after each change"}>
      <div aria-live="polite">
        <${se} error=${o} />
        ${n.length>0&&u`<ul class="faults">${n.map(c=>u`
          <li><code>${c.pointer||"/"}</code>${Oo(c)}</li>`)}</ul>`}
        ${t&&!n.length&&u`
          <${Ro} rows=${a} class="quote-figures" />`}
      </div>
    <//>`}var Wh=500,Vu=(e,t)=>(e||[]).find(n=>n.name===t),Ds=(e,t)=>Vu(e,t)?.options||[],co=e=>typeof e=="string"?e:e?.type;function Gu({spec:e,set:t,catalog:n,datasets:o,models:s,faults:l}){let r={catalog:n,get:(...m)=>Iu(e,m),put:(m,p)=>t(io(e,m,p)),fault:m=>l.find(p=>p.pointer===`/${m.join("/")}`)},a=(o||[]).map(m=>m.name),c=m=>{let p=o.find($=>$.name===m);p&&m!==e.dataset&&t(e.base?{...e,dataset:m}:Rl(p))};return u`
    <form onSubmit=${m=>m.preventDefault()} aria-label="The job as a form">
      <${qh} form=${r} names=${a} bases=${(s||[]).map(m=>m.name)} choose=${c} />
      <${Vh} form=${r} />
      <${Bh} form=${r} names=${a} />
      <${Xh} form=${r} />
    </form>`}var hn=({form:e,under:t,options:n})=>n.map(o=>u`
  <${ts} key=${o.name} form=${e} path=${[...t,o.name]} option=${o} label=${o.label} set=${o.set} />`);function qh({form:e,names:t,bases:n,choose:o}){let s=e.get("dataset"),{data:l}=J(s?`/v1/datasets/${encodeURIComponent(s)}`:null,{every:0}),r=(l?.columns||[]).map(m=>m.name),a={name:"target",type:"choice",choices:r,help:"The column to predict."},c=e.catalog.tasks.map(m=>m.name);return u`
    <${G} title="Data and task">
      <div class="grid-form">
        <${hn} form=${e} under=${[]} options=${[{name:"name",type:"text",help:"For people; may repeat."},{name:"dataset",type:"choice",choices:t,required:!0,set:o,help:"A new choice begins a new draft."},{name:"base",type:"choice",choices:n,help:"A model to begin from. Without layers here the job takes its layers."}]} />
        <${hn} form=${e} under=${["model"]} options=${[{name:"task",type:"choice",choices:c,required:!0}]} />
        ${r.length>1&&r.length<Wh&&u`
          <${hn} form=${e} under=${["data"]} options=${[a]} />`}
        <${hn} form=${e} under=${["data"]} options=${Ds(e.catalog.sections,"data")} />
      </div>
    <//>`}function Vh({form:e}){let t=e.catalog.layers,n=e.get("model","layers")||[],o=s=>e.put(["model","layers"],s);return u`
    <${G} title="Layers" note="first to last; the last one gives the outputs">
      <ol class="layers">${n.map((s,l)=>u`
        <li class="layer ${e.fault(["model","layers",l])?"wrong":""}" key=${`${l}${co(s)}`}>
          <${Gh} form=${e} layers=${n} i=${l} change=${o} />
          <${Il} form=${e} path=${["model","layers",l]} options=${Ds(t,co(s))} />
        </li>`)}</ol>
      <${Rn} id="add-layer" label="Add a layer" value="" choices=${["",...t.map(s=>s.name)]}
        set=${s=>s&&o([...n,{type:s,...s==="dense"?{units:32}:{}}])} />
    <//>`}function Gh({form:e,layers:t,i:n,change:o}){let s=n+1,l=a=>{let c=[...t];[c[n],c[n+a]]=[c[n+a],c[n]],o(c)},r=(a,c,m,p)=>u`
    <button type="button" class="icon-button" aria-label=${c} disabled=${m} onClick=${p}><${Ke} name=${a} /></button>`;return u`
    <div class="layer-head"><span class="ordinal">${s}</span>
      <select aria-label="Type of layer ${s}" value=${co(t[n])}
        onChange=${a=>e.put(["model","layers",n],{type:a.currentTarget.value})}>
        ${e.catalog.layers.map(a=>u`<option value=${a.name}>${a.name}</option>`)}</select>
      ${r("up",`Move layer ${s} up`,n===0,()=>l(-1))}
      ${r("below",`Move layer ${s} down`,s===t.length,()=>l(1))}
      ${r("failed",`Remove layer ${s}`,!1,()=>o(t.filter((a,c)=>c!==n)))}
    </div>`}function Bh({form:e,names:t}){let{sections:n,optimizers:o,losses:s,schedules:l}=e.catalog,r={name:"validation_dataset",type:"choice",choices:t,help:"Instead of a split."};return u`
    <${G} title="Training">
      <div class="grid-form">
        <${hn} form=${e} under=${["training"]} options=${[...Ds(n,"training"),r]} />
      </div>
      ${[["optimizer",o],["loss",s],["schedule",l]].map(([a,c])=>u`
        <${Hu} key=${a} form=${e} path=${["training",a]} kinds=${c} label=${a} />`)}
      ${["early_stopping","regularization"].map(a=>u`
        <details key=${a} open=${!!e.get("training",a)}><summary>${a.replace("_"," ")}</summary>
          <div class="grid-form">
            <${hn} form=${e} under=${["training",a]} options=${Ds(n,a)} />
          </div></details>`)}
      <${Jh} form=${e} />
    <//>`}function Jh({form:e}){let t=e.catalog.augmentations||[],n=e.get("training","augment")||[],o=r=>e.put(["training","augment"],r.length?r:void 0),s=(r,a)=>{let c=[...n];[c[r],c[r+a]]=[c[r+a],c[r]],o(c)},l=(r,a,c,m)=>u`
    <button type="button" class="icon-button" aria-label=${a} disabled=${c} onClick=${m}><${Ke} name=${r} /></button>`;return u`
    <details open=${n.length>0}><summary>augmentation</summary>
      <ol class="layers">${n.map((r,a)=>{let c=["training","augment",a],m=e.fault(c),p=a+1;return u`
          <li class="layer ${m?"wrong":""}" key=${`${a}${co(r)}`}>
            <div class="layer-head"><span class="ordinal">${p}</span>
              <select aria-label="Augmentation ${p}" value=${co(r)} onChange=${$=>e.put(c,{type:$.currentTarget.value})}>
                ${t.map($=>u`<option value=${$.name}>${$.name}</option>`)}</select>
              ${l("up",`Move augmentation ${p} up`,a===0,()=>s(a,-1))}
              ${l("below",`Move augmentation ${p} down`,p===n.length,()=>s(a,1))}
              ${l("failed",`Remove augmentation ${p}`,!1,()=>o(n.filter(($,b)=>b!==a)))}
            </div>
            <p class="help">${Vu(t,co(r))?.help}</p>
            <${ys} id="augment-${a}-fault" fault=${m} />
            <${Il} form=${e} path=${c} options=${Ds(t,co(r))} />
          </li>`})}</ol>
      <${Rn} id="add-augmentation" label="Add an augmentation" value="" choices=${["",...t.map(r=>r.name)]}
        set=${r=>r&&o([...n,{type:r}])} help="Made to each training row anew in each epoch, never to validation." />
    </details>`}var Yh={name:"device",type:"choice",choices:["cpu","gpu"],default:"cpu"},Qh=[{name:"min",label:"Slots, at least",type:"integer",default:1,help:"It starts with at least these."},{name:"max",label:"Slots, at most",type:"integer",default:1,help:"It is widened up to these; the result stays the same."}],Kh={name:"max_runtime_s",label:"Run time, at most",type:"number",help:"Seconds of running, then it ends."},Zh={name:"priority",type:"integer",default:0,help:"Orders your own jobs only."},Xh=({form:e})=>u`
  <${G} title="Resources">
    <div class="grid-form">
      <${hn} form=${e} under=${["resources"]} options=${[Yh]} />
      <${hn} form=${e} under=${["resources","slots"]} options=${Qh} />
      <${hn} form=${e} under=${["resources"]} options=${[Kh]} />
      <${hn} form=${e} under=${[]} options=${[Zh]} />
    </div>
  <//>`;var e$=450;function Bu({params:e}){let t=J("/v1/catalog",{every:0}),n=J("/v1/datasets?limit=200",{every:0}),o=J("/v1/models?limit=200",{every:0}),[s,l]=O(null),r=n.data?.data;ae(()=>{if(s!==null||!r)return;let $=x=>l(JSON.stringify(x,null,2)),g=r.find(x=>x.name===e.dataset||x.id===e.dataset)||r.find(x=>x.state==="ready"),w=()=>$(Rl(g)),A=x=>$(zu(x,r.find(C=>C.id===x.dataset_id)||g));e.from?eo(`/v1/jobs/${encodeURIComponent(e.from)}`).then(x=>$(x.spec)).catch(w):e.base?eo(`/v1/models/${encodeURIComponent(e.base)}`).then(A).catch(w):w()},[r]);let a=null,c=null;try{a=s===null?null:JSON.parse(s)}catch($){c=$}let m=n$(s,a),p=ee("POST","/v1/jobs",a||"@job.json");return u`
    <${Oe} title="New job" crumb=${u`<a href=${Q(["jobs"])}>Jobs</a>`}
      lead="The form and the text are one: change either." actions=${u`<${ie} command=${p} />`}>
      <${se} error=${t.error||n.error} />
      ${s===null&&!n.error&&u`<${We} what="the catalog" />`}
      ${s!==null&&u`
        <div class="submit">
          <div>${a&&typeof a=="object"&&t.data?u`<${Gu} spec=${a} set=${$=>l(JSON.stringify($,null,2))}
                catalog=${t.data} datasets=${r} models=${o.data?.data} faults=${m.faults} />`:u`<${G} title="Form"><p class="quiet">${c?"It follows when the text is JSON again.":"Loading the catalog\u2026"}</p><//>`}</div>
          <div class="aside">
            <${qu} verdict=${m} />
            <${o$} spec=${a} blocked=${!a||m.faults.length>0} />
            <${t$} text=${s} setText=${l} broken=${c} />
          </div>
        </div>`}
    <//>`}function t$({text:e,setText:t,broken:n}){return u`
    <${G} title="As JSON" class="editor">
      <div class="field ${n?"wrong":""}"><label class="hidden" for="spec-text">The job as JSON</label>
        <textarea id="spec-text" class="code" spellcheck="false" value=${e}
          aria-describedby="spec-fault" aria-invalid=${n?"true":void 0}
          onInput=${o=>t(o.currentTarget.value)}></textarea>
        <p class="fault" id="spec-fault" role="alert">${n?n.message:""}</p></div>
    <//>`}function n$(e,t){let[n,o]=O({faults:[]});return ae(()=>{if(!t){o({faults:[]});return}let s=new AbortController;o(r=>({...r,busy:!0}));let l=setTimeout(async()=>{try{let r=await Ge("POST","/v1/jobs?dry_run=true",{body:t,signal:s.signal});o({quote:r,faults:r.errors||[]})}catch(r){if(r.name==="AbortError")return;let a=r instanceof Kt?r.errors:[];o({error:a.length?null:r,faults:a})}},e$);return()=>{clearTimeout(l),s.abort()}},[e]),n}function o$({spec:e,blocked:t}){let[n,o]=O(!1);async function s(){o(!0);try{let l=await Ge("POST","/v1/jobs",{body:e});Ae(`${l.name||l.id} is submitted.`),Dn(["jobs",l.id])}catch(l){Ae(l.message,"bad"),o(!1)}}return u`
    <p class="go"><button class="primary wide" disabled=${t||n} onClick=${s}>
      ${n?"Submitting\u2026":"Submit the job"}</button></p>`}var Ju="/v1/tenants?limit=200",s$=["university","sme","individual","enterprise","public"];function l$(e){let t=new Set(e.flatMap(s=>[s.id,s.name])),n=[],o=(s,l)=>e.filter(r=>s?[s.id,s.name].includes(r.parent):!r.parent||!t.has(r.parent)).sort((r,a)=>r.name<a.name?-1:1).forEach(r=>{n.push({...r,depth:l}),l<16&&o(r,l+1)});return o(null,0),n}function Yu(){let{data:e,error:t,reload:n}=J(Ju,{every:2e4}),o=Pe(Ue),s=l$(e?.data||[]);return u`
    <${Oe} title="Tenants" actions=${u`<${ie} command=${ee("GET",Ju)} />`}>
      <${se} error=${!e&&t} retry=${n} />
      ${!e&&!t&&u`<${We} what="tenants" />`}
      ${e&&!s.length&&u`
        <${ft} title="No tenants" command=${ee("POST","/v1/tenants",{name:"biology",category:"university"})} />`}
      ${s.length>0&&u`
        <table class="list tenants-table"><${at} columns=${["Tenant","Category","Weight#","(Its jobs)"]} />
          <tbody>${s.map(l=>u`
            <tr key=${l.id}>
              <th scope="row"><span class="depth-${Math.min(l.depth,4)}">
                <a href=${Q(["tenants",l.id])}><${_t} name=${l.name} /></a></span></th>
              <td data-label="Category">${l.category||"\u2013"}</td><td data-label="Weight" class="n">${l.weight??1}</td>
              <td class="n"><a href=${Q(["jobs"],{tenant:l.id})}>Jobs<span class="hidden"> of ${l.name}</span></a></td></tr>`)}</tbody></table>`}
      ${o?.role==="admin"&&u`<${r$} names=${s.map(l=>l.name)} done=${n} />`}
    <//>`}function r$({names:e,done:t}){let[n,o]=O(!1),s=wn({name:"",category:"",weight:"1",parent:""},async l=>{let r={name:l.name,weight:Xn(l.weight)};l.category&&(r.category=l.category),l.parent&&(r.parent=l.parent),await Ge("POST","/v1/tenants",{body:r}),Ae(`Tenant ${l.name} is there.`),o(!1),t()});return n?u`
    <form class="panel form" onSubmit=${s.submit} aria-label="New tenant">
      <h2>New tenant</h2>
      <div class="grid-form">
        <${kt} form=${s} name="name" label="Name" />
        <${kt} form=${s} name="category" label="Category" choices=${["",...s$]} />
        <${kt} form=${s} name="weight" label="Weight" type="number" help="Its part of what is free, against its siblings." />
        <${kt} form=${s} name="parent" label="Under" choices=${["",...e]} />
      </div>
      <${se} error=${s.rest} />
      <${mn} leave=${()=>o(!1)} send="Add tenant" busy=${s.busy} />
    </form>`:u`<p><button onClick=${()=>o(!0)}>Add a tenant</button></p>`}var Ls=30,a$=864e5,Qu=e=>(e.cpu_slot_seconds||0)+(e.gpu_slot_seconds||0);function i$(e){let t=new Map((e.data||[]).map(o=>[o.day,o])),n=e.to?Date.parse(`${e.to}T00:00:00Z`):Date.now();return Array.from({length:Ls},(o,s)=>{let l=new Date(n-(Ls-1-s)*a$).toISOString().slice(0,10);return{day:l,used:Qu(t.get(l)||{})}})}function Ku({path:e}){let t=`${e}/usage?by=day`,{data:n}=J(t,{every:3e4});if(!n)return null;let o=i$(n),s=Math.max(...o.map(c=>c.used)),l=n.total||{},r=o.filter(c=>c.used>0).length,a=s>0?`${Te(Qu(l))} of slot time on ${be(r,"day")}, ${to(l.credits)} credits.`:`Nothing in the last ${Ls} days.`;return u`
    <${G} title="Use" note="last ${Ls} days" actions=${u`<${ie} command=${ee("GET",t)} />`}>
      <p>${a}</p>
      ${s>0&&u`
        <div class="days" aria-hidden="true">${o.map(c=>u`
          <div key=${c.day} title="${c.day}: ${Te(c.used)}"><i style=${{height:`${100*c.used/s}%`}}></i></div>`)}</div>
        <p class="days-ends quiet" aria-hidden="true"><span>${o[0].day}</span><span>${o[Ls-1].day}</span></p>
        <details><summary>Use as a table</summary>
          <table class="tight"><${at} columns=${["Day","Slot time#"]} />
            <tbody>${o.filter(c=>c.used>0).map(c=>u`
              <tr key=${c.day}><th scope="row">${c.day}</th><td class="n">${Te(c.used)}</td></tr>`)}</tbody></table></details>`}
    <//>`}var Zu=["member","viewer","owner"],Xu=[["","never"],[String(7*86400),"in a week"],[String(90*86400),"in 90 days"],[String(365*86400),"in a year"]],ef=e=>e?.role==="admin"||e?.role==="owner";function tf({path:e}){let{data:t,error:n,reload:o}=J(`${e}/users?limit=200`),s=Pe(Ue),[l,r]=O(!1),[a,c]=O(null),m=t?.data||[];return u`
    <${G} title="Users" actions=${u`<${ie} command=${ee("GET",`${e}/users`)} />`}>
      <${se} error=${!t&&n} />
      ${t&&!m.length&&u`<p class="quiet">Nobody yet.</p>`}
      <ul class="users">${m.map(p=>u`
        <li key=${p.id}><div><b>${p.name}</b> <span class="quiet">${p.role}</span></div>
          ${ef(s)&&u`<button class="small" aria-expanded=${String(a===p.id)}
            onClick=${()=>c(a===p.id?null:p.id)}>New token<span class="hidden"> for ${p.name}</span></button>`}
          ${a===p.id&&u`<${u$} user=${p} />`}</li>`)}</ul>
      ${ef(s)&&(l?u`<${c$} path=${e} done=${p=>{r(!1),p&&o()}} />`:u`<p><button class="small" onClick=${()=>r(!0)}>Add a user</button></p>`)}
    <//>`}function c$({path:e,done:t}){let n=wn({name:"",role:Zu[0]},async o=>{await Ge("POST",`${e}/users`,{body:o}),Ae(`${o.name} is a ${o.role} now.`),t(!0)});return u`
    <form class="form" onSubmit=${n.submit} aria-label="New user">
      <div class="grid-form">
        <${kt} form=${n} name="name" label="Name" />
        <${kt} form=${n} name="role" label="Role" choices=${Zu} />
      </div>
      <${se} error=${n.rest} />
      <${mn} leave=${()=>t(!1)} send="Add user" busy=${n.busy} />
    </form>`}function u$({user:e}){let[t,n]=O(null),[o,s]=O(Xu[2][0]),l=wn({name:"dashboard"},async({name:r})=>{let a=o?{name:r,expires_in_s:Number(o)}:{name:r};n((await Ge("POST",`/v1/users/${e.id}/tokens`,{body:a})).token)});return ae(()=>{document.getElementById("field-name")?.focus()},[]),t?u`
      <div class="secret"><p role="status">This is the only time the token is shown. Give it to ${e.name}:</p>
        <${bn} text=${t} /></div>`:u`
    <form class="secret" onSubmit=${l.submit} aria-label="New token for ${e.name}">
      <div class="grid-form">
        <${kt} form=${l} name="name" label="What it is for" />
        <div class="field"><label for="token-life">It expires</label>
          <select id="token-life" value=${o} onChange=${r=>s(r.currentTarget.value)}>
            ${Xu.map(([r,a])=>u`<option value=${r}>${a}</option>`)}</select></div>
      </div>
      <${se} error=${l.rest} />
      <button class="primary small" disabled=${l.busy}>Make the token</button>
    </form>`}function of({id:e}){let t=`/v1/tenants/${encodeURIComponent(e)}`,{data:n,error:o,reload:s}=J(t),l=J(`${t}/quota`),r=Pe(Ue);if(!n&&o?.status===404)return u`<${dn} what="tenant" />`;let a=n?.name||e;return u`
    <${Oe} title=${a} crumb=${u`<a href=${Q(["tenants"])}>Tenants</a>`}
      lead=${n&&u`<${_t} name=${n.name} /> <span>${n.category||""}</span>`}
      actions=${u`<a class="button" href=${Q(["jobs"],{tenant:a})}>Jobs</a><${ie} command=${ee("GET",t)} />`}>
      <${se} error=${!n&&o} retry=${s} />
      ${!n&&!o&&u`<${We} what="the tenant" />`}
      ${n&&u`
        <div class="two">
          <${G} title="Place">
            <${At} rows=${[["Under",n.parent||"the root"],["Weight",n.weight],["Category",n.category],["Id",u`<code>${n.id}</code>`]]} />
          <//>
          <${tf} path=${t} />
        </div>
        <${Ku} path=${t} />`}
      ${l.data&&(r?.role==="admin"?u`<${f$} key=${n?.id} path=${`${t}/quota`} name=${a}
            quota=${l.data} etag=${l.etag} done=${l.reload} />`:u`<${p$} quota=${l.data} />`)}
    <//>`}var Ul=[["cpu_slots/guarantee","CPU guarantee","slots","Comes back at once when the tenant wants it."],["cpu_slots/max","CPU maximum","slots","Never more than this, even when slots are free."],["gpu_slots/guarantee","GPU guarantee","slots"],["gpu_slots/max","GPU maximum","slots"],["max_running_jobs","Running jobs at most"],["max_queued_jobs","Queued jobs at most"],["storage_bytes","Storage","bytes"],["job_memory_bytes","Memory of one job","bytes"],["job_runtime_s","Run time of one job","seconds"]],Hl=(e,t)=>t.split("/").reduce((n,o)=>n?.[o],e),zl=e=>Object.fromEntries(Ul.map(([t])=>[t,Hl(e,t)==null?"":String(Hl(e,t))]));function nf(e){let t={};for(let[n]of Ul){let o=e[n].trim(),s=n.split("/"),l=s.pop(),r=s.reduce((a,c)=>a[c]||={},t);r[l]=o===""?null:Xn(o)}return t}function f$({path:e,quota:t,etag:n,name:o,done:s}){let l=wn(zl(t),async a=>{await Zt("PUT",e,{body:nf(a),headers:n?{"If-Match":n}:{}}),Ae(`The quota of ${o} is set.`),s()}),r=JSON.stringify(l.values)===JSON.stringify(zl(t));return ae(()=>{!l.busy&&!l.error&&l.reset(zl(t))},[JSON.stringify(t)]),u`
    <form class="panel form" onSubmit=${l.submit} aria-label="Quota">
      <div class="panel-head"><h2>Quota</h2><p class="quiet">empty means no limit</p>
        <div class="actions"><${ie} command=${ee("PUT",e,nf(l.values))} /></div></div>
      <div class="grid-form">${Ul.map(([a,c,m,p])=>u`
        <${kt} key=${a} form=${l} name=${a} label=${c} unit=${m}
          help=${p||m$(a,l.values[a])} type="number" placeholder=${a.endsWith("guarantee")?"0":"no limit"} />`)}</div>
      <${se} error=${l.rest} />
      <div class="actions"><button type="button" disabled=${r} onClick=${()=>l.reset(zl(t))}>Undo changes</button>
        <button class="primary" disabled=${r||l.busy}>Set quota</button></div>
    </form>`}function m$(e,t){let n=Number(t);return t===""||!Number.isFinite(n)?"":e.endsWith("_bytes")&&n>=1024?Ze(n):e.endsWith("_s")&&n>=60?Te(n):""}function p$({quota:e}){let t=(n,o)=>n.endsWith("_bytes")?Ze(o):n.endsWith("_s")?Te(o):z(o);return u`
    <${G} title="Quota">
      <${At} rows=${Ul.map(([n,o])=>[o,Hl(e,n)==null?"no limit":t(n,Hl(e,n))])} />
    <//>`}var d$=[["/","focus the filter of the job list"],["j k","next and previous job of the list"],["Enter","open it"],["?","this help"]];function sf(){let[e,t]=O(!1),n=Re();return ae(()=>{let o=s=>{s.key==="?"&&!/INPUT|TEXTAREA|SELECT/.test(s.target.tagName)&&t(!0)};return window.addEventListener("keydown",o),()=>window.removeEventListener("keydown",o)},[]),ae(()=>{e&&n.current.showModal()},[e]),e?u`
    <dialog ref=${n} aria-labelledby="keys-title" onClose=${()=>t(!1)}>
      <h2 id="keys-title">Keys</h2>
      <dl class="keys">${d$.map(([o,s])=>u`
        <div><dt>${o.split(" ").map(l=>u`<kbd>${l}</kbd> `)}</dt><dd>${s}</dd></div>`)}</dl>
      <form method="dialog"><button autofocus>Close</button></form>
    </dialog>`:null}var h$={overview:[Gi],jobs:[xu,Pu],models:[Au,Ru],datasets:[Wu,Lu],tenants:[Yu,of],submit:[Bu],compare:[ku]},$$=[["overview","Overview"],["jobs","Jobs"],["models","Models"],["datasets","Datasets"],["tenants","Tenants"]];function g$({parts:e,params:t}){let[n="overview",o]=e,[s,l]=h$[n]||[],r=o?l:s;return r?u`<${r} key=${e.join("/")} id=${o} params=${t} />`:u`<${dn} what="page" />`}function _$({current:e}){return u`
    <nav class="menu" aria-label="Pages">
      <ul>${$$.map(([t,n])=>u`
        <li><a href=${Q([t])} aria-current=${e===t?"page":void 0}>
          <${Ke} name=${t} size="20" /><span>${n}</span></a></li>`)}</ul>
    </nav>`}function b$(){let e=Pe(Ue)||{};return u`
    <div class="who">
      <p><b>${e.name}</b><span class="quiet">${[e.role,e.tenant].filter(Boolean).join(" \xB7 ")}</span></p>
      <${sl} />
      <button class="icon-button" aria-label="Log out" title="Log out" onClick=${()=>gs("",!1)}>
        <${Ke} name="out" /></button>
    </div>`}function y$(){let e=Pe(Ao),t=St(1e3),n=!e.ok&&t-e.since>1500;return u`
    <div class="stale" role="status" aria-live="polite" hidden=${!n}>
      ${n&&u`<${Ke} name="warn" /><span>Connection lost: ${e.reason}. You see the state of
        ${" "}${He(e.since)}, ${Te(Math.round((t-e.since)/1e4)*10||2)} ago. Trying again…</span>`}
    </div>`}function v$(){let e=Pe(Nn),t=Pe(Ue),n=Ci();return ae(()=>{if(!e){il(),Pi();return}let o=!1,s=()=>eo("/v1/me").then(l=>{o||(Ue.set(l),Nr())}).catch(()=>!o&&Nn.get()&&setTimeout(s,2e3));return s(),()=>{o=!0}},[e]),e?u`
    <a class="skip" href="#main" onClick=${o=>{o.preventDefault(),document.querySelector("h1")?.focus()}}>Skip to the content</a>
    <div class="shell">
      <aside class="side">
        <a class="brand" href=${Q(["overview"])} aria-label="Allot, overview"><${el} /><span>Allot</span></a>
        <${_$} current=${n.parts[0]||"overview"} />
        <${b$} />
      </aside>
      <main id="main">
        <${y$} />
        ${t?g$(n):u`<p class="waiting">Loading…</p>`}
      </main>
    </div>
    <${sf} />
    <${Cr} />`:u`<${Ni} /><${Cr} />`}yr(u`<${v$} />`,document.getElementById("app"));
