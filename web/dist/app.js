var xe,Ya,Af,An,ir,Gs,Qa,Ws,Ka,ur,cr,Of,is=Symbol.for("pv"),Bs={},Js=[],Nf=/^m(i|n|o|s|text|space)$/,fr=Array.isArray,mr=Js.slice,Qn=Object.assign;function Yn(e){e&&e.parentNode&&e.remove()}function Za(e,t,n){var o,s,l,r={},a=arguments.length;for(l in t)l=="key"?o=t[l]:l=="ref"&&typeof e!="function"?s=t[l]:r[l]=t[l];return a>2&&(r.children=a>3?mr.call(arguments,2):n),as(e,r,o,s,null)}function as(e,t,n,o,s){var l={type:e,props:t,key:n,ref:o,__k:null,__:null,__b:0,__e:null,__c:null,constructor:is,__v:s||++Ya,__i:-1,__u:0};return!s&&xe.vnode&&xe.vnode(l),l}function cs(e){return e.children}function qs(e,t){this.props=e,this.context=t,this.__g=0}function On(e,t){if(t==null)return e.__&&On(e.__,e.__i+1);for(var n;t<e.__k.length;t++)if((n=e.__k[t])&&n.__e)return n.__e;return typeof e.type!="function"||e.props.__P?null:On(e)}function Df(e){var t,n=e.__v,o=n.__e,s=[],l=[],r=e.__P;r&&((t=Qn({constructor:is},n)).__v=n.__v+1,xe.vnode&&xe.vnode(t),pr(r,t,n,e.__n,r.namespaceURI,32&n.__u?[o]:null,s,o||On(n),32&n.__u,l),t.__v=n.__v,t.__.__k[t.__i]=t,si(s,t,l),n.__=n.__e=null,t.__e!=o&&Xa(t))}function Xa(e){if((e=e.__)&&e.__c&&!e.props.__P)return e.__e=null,e.__k.some(function(t){return t&&(e.__e=t.__e)}),Xa(e)}function Ba(e){(8&e.__g||(e.__g|=8,An.push(e),Gs++))&&ir==xe.debounceRendering||((ir=xe.debounceRendering)||queueMicrotask)(ei)}function ei(){try{for(var e,t=1;An.length;)An.length>t&&An.sort(Qa),e=An.shift(),t=An.length,8&e.__g&&Df(e)}finally{(Gs=An.length)&&(ir||queueMicrotask)(ei)}}function ti(e,t,n,o,s,l,r,a,c,m,d){var $,b,g,v,C,k,M=o.__k||Js,w=t.length;for(c=Lf(n,t,M,c,w),$=0;$<w;$++)(g=n.__k[$])!=null&&(b=~g.__i&&M[g.__i]||Bs,g.__i=$,k=pr(e,g,b,s,l,r,a,c,m,d),v=g.__e,(b.ref!=g.ref||8&b.__u)&&(b.ref&&dr(b.ref,null,g,b),g.ref&&d.push(g.ref,g.__c||v,g)),C=C||v,4&g.__u?(c=ni(g,c,e,!b.__v),b.__e&&(b.__e=null)):typeof g.type=="function"&&k!==void 0?c=k:v&&(c=v.nextSibling),g.__u&=-21);return n.__e=C,c}function Lf(e,t,n,o,s){var l,r,a,c,m,d,$,b,g,v=n.length,C=v,k=0,M=0,w=e.__k=Array(s);for(l=0;l<s;l++)(r=t[l])!=null&&typeof r!="boolean"&&typeof r!="function"?(typeof r!="object"||r.constructor===String?r=w[l]=as(null,r):fr(r)?r=w[l]=as(cs,{children:r}):r.constructor===is&&r.__b?r=w[l]=as(r.type,r.props,r.key,r.ref,r.__v):w[l]=r,c=l+k,r.__=e,r.__b=e.__b+1,a=null,~(m=r.__i=Rf(r,n,c,C))&&(C--,(a=n[m])&&(a.__u|=2)),a&&a.__v?(r.__u|=16,m==c-1?k--:m==c+1?k++:m!=c&&(m>c?k--:k++,M=1)):(~m||(s>v?k--:s<v&&k++),typeof r.type!="function"&&(r.__u|=4))):w[l]=null;if(M){for(d=[],$=[],l=0;l<s;l++)if((r=w[l])&&16&r.__u){for(k=0,b=d.length;k<b;)d[g=k+b>>1]<r.__i?k=g+1:b=g;d[k]=r.__i,$[l]=k+1}for(k=d.length;l--;)$[l]&&($[l]==k?k--:w[l].__u|=4)}if(C)for(l=0;l<v;l++)!(a=n[l])||2&a.__u||(a.__e==o&&(o=On(a)),hr(a,a));return o}function ni(e,t,n,o){var s,l,r,a;if(typeof e.type=="function"){if(e.props.__P)return t;if(s=e.__k)for(l=0;l<s.length;l++)s[l]&&(s[l].__=e,t=ni(s[l],t,n,!1));return t}for(t&&!t.parentNode&&(t=On(e))&&!t.parentNode&&(t=null),r=e.__e,a=t;a&&a.nodeType==8;)a=a.nextSibling;for(r!=a&&(!o&&n.moveBefore&&r.parentNode?n.moveBefore(r,t):n.insertBefore(r,t||null)),t=r;(t=t&&t.nextSibling)&&t.nodeType==8&&!t.data.startsWith("$s"););return t}function Rf(e,t,n,o){var s,l=e.key,r=e.type,a=t[n],c=a&&!(2&a.__u);if(a===null&&l==null||c&&l==a.key&&r==a.type)return n;if(o>(c?1:0)){for(s=n-1;s>=0;s--)if((a=t[s])&&!(2&a.__u)&&l==a.key&&r==a.type)return s;for(s=n+1;s<t.length;s++)if((a=t[s])&&!(2&a.__u)&&l==a.key&&r==a.type)return s}return-1}function Ja(e,t,n){n==null&&(n=""),t[0]=="-"?e.setProperty(t,n):e[t]=n}function zs(e,t,n,o,s){var l,r;if(t=="style")if(typeof n=="string")e.style.cssText=n;else{if(typeof o=="string"&&(e.style.cssText=o=""),o)for(t in o)n&&t in n||Ja(e.style,t);if(n)for(t in n)o&&n[t]==o[t]||Ja(e.style,t,n[t])}else if(t[0]=="o"&&t[1]=="n")typeof n!="function"&&(n=null),typeof o!="function"&&(o=null),(e.__e||(e.__e={}))[t]=n,n&&o||(r=cr[t]||(cr[t]=Ff(t)),(e.__a||(e.__a={}))[t]=ur,l=t!=(t=t.replace(Ka,"$1")),(t=t.slice(2))[0]<"a"&&(t=t.toLowerCase()),n?e.addEventListener(t,r,l):e.removeEventListener(t,r,l));else{if(s=="http://www.w3.org/2000/svg")t=t.replace(/xlink(H|:h)/,"h").replace(/sName$/,"s");else if(t!="width"&&t!="height"&&t!="href"&&t!="list"&&t!="form"&&t!="tabIndex"&&t!="download"&&t!="rowSpan"&&t!="colSpan"&&t!="role"&&t!="popover"&&t in e)try{return void(e[t]=n??"")}catch{}if(typeof n=="function")return;n==null||n===!1&&t[4]!="-"?e.removeAttribute(t):e.setAttribute(t,t=="popover"&&n==1?"":n)}}function Ff(e){return function(t){var n=this.__e;if(n){if(n=n[e],t[Ws]==null)t[Ws]=ur++;else if(t[Ws]<this.__a[e])return;return n(xe.event?xe.event(t):t)}}}function pr(e,t,n,o,s,l,r,a,c,m){var d,$,b,g,v,C,k,M,w,O,x,ee,F,Z,N,Y,B,P,Q=t.type;if(t.constructor!==is)return null;128&n.__u&&(c=32&n.__u,d=n.__c.__z)&&(t.__u|=c,$=l=[],d.nodeType==8?a=Vs(d,l):l.push(d),a=l[0]||a),(d=xe.__b)&&d(t);e:if(typeof Q=="function"){b=r.length;try{if(M=t.props,w=(d=Q.prototype)&&d.render,O=(d=Q.contextType)&&o[d.__c],x=d?O?O.props.value:d.__:o,(g=n.__c)?(t.__c=g,2&g.__g&&(g.__g|=1)):(w?t.__c=g=new Q(M,x):(t.__c=g=new qs(M,x),g.constructor=Q,g.render=If),O&&O.sub(g),g.state||(g.state={}),g.__n=o,g.__g|=8,g.__h=[],g.__k=[]),w&&(g.__s||(g.__s=g.state),Q.getDerivedStateFromProps&&(g.__s==g.state&&(g.__s=Qn({},g.__s)),Qn(g.__s,Q.getDerivedStateFromProps(M,g.__s)))),v=g.props,C=g.state,g.__v=t,n.__c){if(M!==v&&w&&!Q.getDerivedStateFromProps&&g.componentWillReceiveProps&&g.componentWillReceiveProps(M,x),t.__v==n.__v&&!(8&g.__g)||!(4&g.__g)&&g.shouldComponentUpdate&&g.shouldComponentUpdate(M,g.__s,x)===!1){t.__v!=n.__v&&(g.props=M,g.state=g.__s,g.__g&=-9),t.__e=n.__e,t.__k=n.__k,t.__k.some(function(L){L&&(L.__=t)}),Js.push.apply(g.__h,g.__k),g.__k=[],g.__h.length&&r.push(g),a=On(n);break e}g.componentWillUpdate&&g.componentWillUpdate(M,g.__s,x),w&&g.componentDidUpdate&&g.__h.push(function(){g.componentDidUpdate(v,C,k)})}else w&&!Q.getDerivedStateFromProps&&g.componentWillMount&&g.componentWillMount(),w&&g.componentDidMount&&g.__h.push(g.componentDidMount);g.context=x,g.props=M,g.__P=e,g.__g&=-5,ee=xe.__r,F=w?25:0;do g.__g&=-9,ee&&ee(t),d=g.render(g.props,g.state=g.__s,g.context);while(8&g.__g&&++F<25);w&&(Js.push.apply(g.__h,g.__k),g.__k=[]),g.state=g.__s,g.getChildContext&&(o=Qn({},o,g.getChildContext())),w&&n.__c&&g.getSnapshotBeforeUpdate&&(k=g.getSnapshotBeforeUpdate(v,C)),Z=d&&d.type===cs&&d.key==null?d.props.children:d,M.__P&&(d=a,s=(e=M.__P).namespaceURI,c=l=null,n.props&&n.props.__P!=e&&(n.__k.some(function(L){L&&hr(L,L)}),n.__k=null),a=n.__k?On(n,0):null),a=ti(e,fr(Z)?Z:[Z],t,n,o,s,l,r,a,c,m),M.__P&&(t.__e=null,a=d),t.__u&=-161,$&&$.some(Yn),g.__h.length&&r.push(g),1&g.__g&&(g.__g&=-4)}catch(L){if(r.length=b,t.__v=null,c||l)if(L&&L.then){if(t.__u|=128|c,l){for(~(B=l.indexOf(a||void 0))||(B=l.length);(P=l[B-1])&&P.nodeType==8;)B--;for(;B<l.length;B++)if(P=l[B])if(l[B]=null,N){if(P==Y)break}else{if(P.nodeType!=8)break;P.data.startsWith("$s")&&(Y=Vs(N=P))}}if(!N){for(;a&&a.nodeType==8&&a.nextSibling;)a=a.nextSibling;N=a}(d=Vs(N=t.__c.__z||(t.__c.__z=N)))?(t.__e=N,a=d):t.__e=a,a=a&&a.nextSibling}else l&&l.some(Yn);else t.__e=n.__e;t.__k||(t.__k=n.__k||[]),L&&L.then||oi(t),xe.__e(L,t,n)}}else a=t.__e=jf(n.__e,t,n,o,s,l,r,c,m,e);return(d=xe.diffed)&&d(t),a}function Vs(e,t){if(e&&e.nodeType==8&&e.data.startsWith("$s"))for(var n=1;e=e.nextSibling;){if(e.nodeType==8){if(e.data.startsWith("$s"))n++;else if(e.data.startsWith("/$s")&&!--n)return e}t&&t.push(e)}}function oi(e){e&&(e.__c&&(e.__c.__g|=4),e.__k&&e.__k.some(oi))}function si(e,t,n){for(var o=0;o<n.length;)dr(n[o++],n[o++],n[o++]);xe.__c&&xe.__c(t,e),e.some(function(s){try{e=s.__h,s.__h=[],e.some(function(l){l.call(s)})}catch(l){xe.__e(l,s.__v)}})}function jf(e,t,n,o,s,l,r,a,c,m){var d,$,b,g,v,C,k,M,w=n.props||Bs,O=t.props,x=t.type;if(x=="svg"?s="http://www.w3.org/2000/svg":x=="math"?s="http://www.w3.org/1998/Math/MathML":s||(s="http://www.w3.org/1999/xhtml"),l){for(d=0;d<l.length;d++)if((v=l[d])&&(x?v.localName==x:v.nodeType==3)){e=v,l[d]=null;break}}if(!e){if(M=m.ownerDocument||document,!x)return M.createTextNode(O);e=M.createElementNS(s,x,O.is?O:m),a&&(xe.__m&&xe.__m(t,l),a=!1),l=null}if(x){if(m=x=="template"&&e.content||e,l=x=="textarea"&&O.defaultValue!=null?null:l&&mr.call(m.childNodes),!a&&l)for(w={},d=0;d<e.attributes.length;d++)w[(v=e.attributes[d]).name]=v.value;for(d in w)v=w[d],d=="dangerouslySetInnerHTML"?b=v:d=="children"||d in O||d=="value"&&"defaultValue"in O||d=="checked"&&"defaultChecked"in O||zs(e,d,null,v,s);for(d in O)v=O[d],d=="children"?g=v:d=="dangerouslySetInnerHTML"?$=v:d=="value"?C=v:d=="checked"?k=v:a&&typeof v!="function"||w[d]===v||zs(e,d,v,w[d],s);$?(a||b&&($.__html==b.__html||$.__html==e.innerHTML)||(e.innerHTML=$.__html),t.__k=[]):(b&&(e.textContent=""),(x=="foreignObject"||s=="http://www.w3.org/1998/Math/MathML"&&Nf.test(x))&&(s="http://www.w3.org/1999/xhtml"),ti(m,fr(g)?g:[g],t,n,o,s,l,r,l?l[0]:n.__k&&On(n,0),a,c),l&&l.some(Yn)),a&&x!="textarea"||(d="value",x=="progress"&&C==null?e.removeAttribute(d):C==null||C===e[d]&&(x!="progress"||C)||zs(e,d,C,w[d],s),d="checked",k!=null&&k!=e[d]&&zs(e,d,k,w[d],s))}else w===O||a&&e.data==O||(e.data=O);return e}function dr(e,t,n,o){try{typeof e=="function"?t?t.__x=e(t)||1:o&&(o=o.__c||o.__e)&&(t=o.__x)&&(o.__x=null,typeof t=="function"?t():e(null)):e.current=t}catch(s){xe.__e(s,n)}}function hr(e,t,n){var o,s,l,r;if(xe.unmount&&xe.unmount(e),!(o=e.ref)||o.current&&o.current!=e.__e||dr(o,null,t,e),o=e.__c){if(o.componentWillUnmount)try{o.componentWillUnmount()}catch(a){xe.__e(a,t)}o.__P=o.__n=null}if(o=e.__k)for(r=0;r<o.length;r++)o[r]&&hr(o[r],t,typeof e.type!="function"||n&&!e.props.__P);!n&&(o=e.__c)&&(o=o.__z)&&(s=Vs(o,l=[]))&&(o==e.__e&&l.some(Yn),Yn(s),Yn(o)),n||Yn(e.__e),e.__e=e.__c=e.__=null}function If(e,t,n){return this.constructor(e,n)}function $r(e,t){var n,o,s,l;xe.__&&xe.__(e,t),t.nodeType==9&&(t=t.documentElement),o=(n=e&&32&e.__u)?null:t.__k,t.__k=as(cs,{children:[e]}),s=[],l=[],pr(t,t.__k,o||Bs,Bs,t.namespaceURI,o?null:t.firstChild?mr.call(t.childNodes):null,s,o?o.__e:t.firstChild,n,l),si(s,t.__k,l),t.__k.props.children=null}xe={__e:function(e,t,n,o){for(var s,l,r;t=t.__;)if((s=t.__c)&&!(1&s.__g)){s.__g|=4;try{if((r=(l=s.constructor)&&l.getDerivedStateFromError)&&s.setState(l.getDerivedStateFromError(e)),s.componentDidCatch&&(s.componentDidCatch(e,o||{}),r=1),r&&8&s.__g)return void(s.__g|=2)}catch(a){e=a}}throw Gs=0,e}},Ya=0,Af=function(e){return e!=null&&e.constructor===is},qs.prototype.setState=function(e,t){var n=this.__s;n&&n!=this.state||(n=this.__s=Qn({},this.state)),typeof e=="function"&&(e=e(Qn({},n),this.props)),e&&(Qn(n,e),this.__v&&(t&&this.__k.push(t),Ba(this)))},qs.prototype.forceUpdate=function(e){this.__v&&(this.__g|=4,e&&this.__h.push(e),Ba(this))},qs.prototype.render=cs,An=[],Gs=0,Qa=function(e,t){return e.__v.__b-t.__v.__b},Ws=Symbol(),Ka=/(PointerCapture)$|Capture$/i,ur=0,cr={},Of=0;var fs,Qe,gr,li,_r=Object.is,Ys=0,di=[],br=[],Ve=xe,ri=Ve.__b,ai=Ve.__r,ii=Ve.diffed,ci=Ve.__c,ui=Ve.unmount,fi=Ve.__;function vr(e,t){Ve.__h&&Ve.__h(Qe,e,Ys||t),Ys=0;var n=Qe.__H||(Qe.__H={__:[],__h:[]});return e>=n.__.length&&n.__.push({}),n.__[e]}function A(e){return Ys=1,Hf($i,e)}function Hf(e,t,n){var o=vr(fs++,2);if(o.t=e,!o.__c&&(o.__=[n?n(t):$i(void 0,t),function(l){var r=(o.__N||o.__)[0],a=o.t(r,l);_r(r,a)||(o.__N=[a,o.__[1]],o.__c.setState({}))}],o.__c=Qe,!Qe.__f)){Qe.__f=!0;var s=Qe.shouldComponentUpdate;Qe.shouldComponentUpdate=function(l,r,a){var c=this.__H;if(!c)return!0;var m=!1,d=this.props!=l;if(c.__.some(function(b){b.__N&&(m=!0,_r(b.__[0],b.__N[0])||(d=!0))}),s){var $=s.call(this,l,r,a);return m?$||d:$}return!m||d}}return o.__}function ce(e,t){var n=vr(fs++,3);!Ve.__s&&hi(n.__H,t)&&(n.__P=!0,n.__=e,n.u=t,Qe.__H.__h.push(n))}function je(e){return Ys=5,Mo(function(){return{current:e}},[])}function Mo(e,t){var n=vr(fs++,7);return hi(n.__H,t)&&(n.__=e(),n.__H=t),n.__}function Uf(){var e;do{for(;e=br.shift();)try{us(e)}catch(n){Ve.__e(n,{__:(e=e.__P)&&e.__v})}for(;e=di.shift();){var t=e.__H;if(e.__P&&t)try{t.__h.some(us),t.__h.some(yr),t.__h=[]}catch(n){t.__h=[],Ve.__e(n,e.__v)}}}while(br.length)}Ve.__b=function(e){Qe=null,ri&&ri(e)},Ve.__=function(e,t){e&&t.__k&&t.__k.__m&&(e.__m=t.__k.__m),fi&&fi(e,t)},Ve.__r=function(e){ai&&ai(e),fs=0;var t=(Qe=e.__c).__H;t&&(gr==Qe?Qe.__h=[]:(t.__h.some(us),t.__h.some(yr),fs=0),t.__h=[],t.__.some(function(n){n.__N&&(n.__=n.__N),n.u=n.__N=void 0})),gr=Qe},Ve.diffed=function(e){ii&&ii(e);var t=e.__c;t&&t.__H&&(t.__H.__h.length&&pi(di.push(t)),t.__H.__.some(function(n){n.u&&(n.__H=n.u)})),gr=Qe=null},Ve.__c=function(e,t){t.some(function(n){try{n.__h.some(us),n.__h=n.__h.filter(function(o){return!o.__||yr(o)})}catch(o){n.__h=[function(){throw o}]}}),ci&&ci(e,t)},Ve.unmount=function(e){ui&&ui(e);var t,n,o=e.__c;o&&o.__H&&(o.__H.__.some(function(s){try{if(s.__P&&s.__c){if(n===void 0){for(n=e.__;n&&(!n.__c||!n.__c.__P);)n=n.__;n=n&&n.__c}s.__P=n,pi(br.push(s))}else us(s)}catch(l){t=l}}),o.__H=void 0,t&&Ve.__e(t,o.__v))};var mi=typeof requestAnimationFrame=="function";function zf(e){var t,n=function(){clearTimeout(o),mi&&cancelAnimationFrame(t),setTimeout(e)},o=setTimeout(n,35);mi&&(t=requestAnimationFrame(n))}function pi(e){e!=1&&li==Ve.requestAnimationFrame||((li=Ve.requestAnimationFrame)||zf)(Uf)}function us(e){var t=Qe,n=e.__c;typeof n=="function"&&(e.__c=void 0,n()),Qe=t}function yr(e){var t=Qe;e.__c=e.__(),Qe=t}function hi(e,t){return!e||e.length!=t.length||t.some(function(n,o){return!_r(n,e[o])})}function $i(e,t){return typeof t=="function"?t(e):t}var _i=function(e,t,n,o){var s;t[0]=0;for(var l=1;l<t.length;l++){var r=t[l++],a=t[l]?(t[0]|=r?1:2,n[t[l++]]):t[++l];r===3?o[0]=a:r===4?o[1]=Object.assign(o[1]||{},a):r===5?(o[1]=o[1]||{})[t[++l]]=a:r===6?o[1][t[++l]]+=a+"":r?(s=e.apply(a,_i(e,a,n,["",null])),o.push(s),a[0]?t[0]|=2:(t[l-2]=0,t[l]=s)):o.push(a)}return o},gi=new Map;function bi(e){var t=gi.get(this);return t||(t=new Map,gi.set(this,t)),(t=_i(this,t.get(e)||(t.set(e,t=(function(n){for(var o,s,l=1,r="",a="",c=[0],m=function(b){l===1&&(b||(r=r.replace(/^\s*\n\s*|\s*\n\s*$/g,"")))?c.push(0,b,r):l===3&&(b||r)?(c.push(3,b,r),l=2):l===2&&r==="..."&&b?c.push(4,b,0):l===2&&r&&!b?c.push(5,0,!0,r):l>=5&&((r||!b&&l===5)&&(c.push(l,0,r,s),l=6),b&&(c.push(l,b,0,s),l=6)),r=""},d=0;d<n.length;d++){d&&(l===1&&m(),m(d));for(var $=0;$<n[d].length;$++)o=n[d][$],l===1?o==="<"?(m(),c=[c],l=3):r+=o:l===4?r==="--"&&o===">"?(l=1,r=""):r=o+r[0]:a?o===a?a="":r+=o:o==='"'||o==="'"?a=o:o===">"?(m(),l=1):l&&(o==="="?(l=5,s=r,r=""):o==="/"&&(l<5||n[d][$+1]===">")?(m(),l===3&&(c=c[0]),l=c,(c=c[0]).push(2,0,l),l=0):o===" "||o==="	"||o===`
`||o==="\r"?(m(),l=2):r+=o),l===3&&r==="!--"&&(l=4,c=c[0])}return m(),c})(e)),t),arguments,[])).length>1?t:t[0]}var u=bi.bind(Za);function zt(e){let t=new Set;return{get:()=>e,set(n){if(n!==e){e=n;for(let o of[...t])o(e)}},watch(n){return t.add(n),()=>t.delete(n)}}}function Pe(e){let[t,n]=A(e.get());return ce(()=>(n(e.get()),e.watch(n)),[e]),t}var Qs=({size:e=28})=>u`
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
  </svg>`,Wf={overview:"M3 3h6v8H3zM11 3h6v4h-6zM11 9h6v8h-6zM3 13h6v4H3z",jobs:"M3 5h2M8 5h9M3 10h2M8 10h9M3 15h2M8 15h9",models:"M10 2.5 17 6v8l-7 3.5L3 14V6zM3 6l7 3.5L17 6M10 9.5v8",datasets:"M3.5 5c0-3 13-3 13 0v10c0 3-13 3-13 0zM3.5 5c0 3 13 3 13 0M3.5 10c0 3 13 3 13 0",tenants:"M10 4v4M10 8H5v4M10 8h5v4M8 2.5h4v3H8zM3 12h4v4H3zM13 12h4v4h-4z",plus:"M10 4v12M4 10h12",running:"M6.5 4.2v11.6L16 10z",queued:"M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M10 6.5V10l2.5 2",paused:"M7 4.5v11M13 4.5v11",succeeded:"M4 10.5 8.2 15 16 5.5",failed:"M5 5l10 10M15 5 5 15",cancelled:"M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M5.2 5.2l9.6 9.6",copy:"M7 7h9v10H7zM13 7V3H4v10h3",down:"M10 3v10M5.5 9 10 13.5 14.5 9M4 17h12",light:`M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M10 2v2M10 16v2M2 10h2M16 10h2M4.3 4.3l1.4 1.4
    M14.3 14.3l1.4 1.4M4.3 15.7l1.4-1.4M14.3 5.7l1.4-1.4`,dark:"M16 12.5A7 7 0 0 1 7.5 4a7 7 0 1 0 8.5 8.5z",auto:"M3 4h14v9H3zM7 17h6M10 13v4",out:"M12 4H4v12h8M9 10h8M14 7l3 3-3 3",up:"M10 16V5M5.5 9.5 10 5l4.5 4.5",below:"M10 4v11M5.5 10.5 10 15l4.5-4.5",warn:"M10 3 18 17H2zM10 8.5v4M10 14.6v.2"},rt=({name:e,size:t=18})=>u`
  <svg class="icon" width=${t} height=${t} viewBox="0 0 20 20" aria-hidden="true">
    <path d=${Wf[e]} />
  </svg>`;var ms="allot.token";function qf(){try{return sessionStorage.getItem(ms)||localStorage.getItem(ms)||""}catch{return""}}var Nn=zt(qf()),Co=zt({ok:!0}),Ks=zt(""),ze=zt(null);function ds(e,t){try{sessionStorage.removeItem(ms),localStorage.removeItem(ms),e&&(t?localStorage:sessionStorage).setItem(ms,e)}catch{}e||ze.set(null),Nn.set(e)}var Kt=class extends Error{constructor(t,n){super(n.detail||n.title||`The daemon answered ${t}.`),this.status=t,this.code=n.code||"",this.errors=n.errors||[],this.requestId=n.request_id||""}fault(t){return this.errors.find(n=>n.pointer===t)}};function Eo({detail:e,allowed:t}){return t&&!/allowed/i.test(e)?`${e}; allowed: ${t}`:e}var Kn=e=>e.trim()!==""&&Number.isFinite(Number(e))?Number(e):e,Zs=e=>/\.gz$/.test(e)?{"Content-Encoding":"gzip"}:{},ps=class extends Error{};function wr(e){Co.get().ok&&Co.set({ok:!1,since:Date.now(),reason:e})}function Vf(){Co.get().ok||Co.set({ok:!0})}async function Zt(e,t,{body:n,type:o,headers:s={},signal:l,as:r=Nn.get()}={}){let a={Accept:"application/json",...s};r&&(a.Authorization=`Bearer ${r}`),n!==void 0&&(a["Content-Type"]=o||"application/json");let c;try{c=await fetch(t,{method:e,headers:a,signal:l,cache:"no-store",body:n===void 0||o?n:JSON.stringify(n)})}catch(d){throw d.name==="AbortError"?d:(wr("the daemon does not answer"),new ps("The daemon does not answer."))}if(Vf(),c.ok)return c;let m={};try{m=await c.json()}catch{}throw c.status===401&&r&&r===Nn.get()&&(Ks.set("The token is no longer good: it has expired or was deleted."),ds("",!1)),new Kt(c.status,m)}async function Ge(e,t,n){let o=await Zt(e,t,n);return o.status===204?null:o.json()}var Zn=(e,t)=>Ge("GET",e,t);function _n(e){let t=new URLSearchParams;for(let[o,s]of Object.entries(e))s!==""&&s!=null&&t.set(o,s);let n=t.toString();return n?`?${n}`:""}var yi=e=>`'${e.replaceAll("'","'\\''")}'`;function te(e,t,n){let o=["curl"];e!=="GET"&&!(e==="POST"&&n)&&o.push("-X",e),o.push('-H "Authorization: Bearer $ALLOT_TOKEN"'),n&&o.push("--json",yi(typeof n=="string"?n:JSON.stringify(n)));let s=location.origin+t;return o.push(/[?&']/.test(s)?yi(s):s),o.join(" ")}async function vi(e,t){let n=await Zt("GET",e,{headers:{Accept:"*/*"}}),o=URL.createObjectURL(await n.blob()),s=document.createElement("a");s.href=o,s.download=t,s.click(),setTimeout(()=>URL.revokeObjectURL(o),1e4)}var Sr=zt({text:"",n:0});function Ae(e,t="good"){Sr.set({text:e,kind:t,n:Sr.get().n+1})}function kr(){let e=Pe(Sr),[t,n]=A(!1);return ce(()=>{if(!e.n)return;n(!0);let o=setTimeout(()=>n(!1),6e3);return()=>clearTimeout(o)},[e.n]),u`<div class="toast ${t?"shown":""} ${e.kind||""}" role="status" aria-live="polite">${t?e.text:""}</div>`}function le({error:e,retry:t}){if(!e)return null;let n=e instanceof Kt?e.errors:[];return u`
    <div class="note bad" role="alert">
      <${rt} name="warn" />
      <div>
        <p>${e.message}</p>
        ${n.length>0&&u`<ul>${n.map(o=>u`
          <li><code>${o.pointer||"/"}</code> ${Eo(o)}</li>`)}</ul>`}
        ${e.requestId&&u`<p class="quiet">Request <code>${e.requestId}</code></p>`}
        ${t&&u`<button class="small" onClick=${t}>Try again</button>`}
      </div>
    </div>`}async function wi(e){try{await navigator.clipboard.writeText(e)}catch{let t=document.createElement("textarea");t.value=e,document.body.append(t),t.select(),document.execCommand("copy"),t.remove()}}function ae({command:e,label:t="Copy as curl"}){return u`
    <button class="quiet-button" title=${e} onClick=${async()=>{await wi(e),Ae("The curl command is on the clipboard.")}}><${rt} name="copy" size="16" />${t}</button>`}function bn({text:e}){let t=je();return u`
    <div class="command">
      <pre ref=${t} tabindex="0" aria-label="Command">${e}</pre>
      <button class="icon-button" aria-label="Copy the command" onClick=${async()=>{await wi(e),Ae("The command is on the clipboard.")}}><${rt} name="copy" size="16" /></button>
    </div>`}var ut=({title:e,children:t,command:n})=>u`
  <div class="empty">
    <h3>${e}</h3>
    ${t&&u`<p>${t}</p>`}
    ${n&&u`<${bn} text=${n} />`}
  </div>`,We=({what:e})=>u`<p class="waiting" role="status">Loading ${e}…</p>`;var ki="allot.theme",xr=["auto","light","dark"],Si={auto:"Theme: as the system",light:"Theme: light",dark:"Theme: dark"};function Gf(){try{return localStorage.getItem(ki)||"auto"}catch{return"auto"}}var Xs=zt(Gf()),Po=zt(0);function xi(e){e==="auto"?delete document.documentElement.dataset.theme:document.documentElement.dataset.theme=e,Po.set(Po.get()+1)}xi(Xs.get());Xs.watch(xi);matchMedia("(prefers-color-scheme: dark)").addEventListener("change",()=>Po.set(Po.get()+1));function el(){let e=Pe(Xs),t=()=>{let n=xr[(xr.indexOf(e)+1)%xr.length];try{localStorage.setItem(ki,n)}catch{}Xs.set(n)};return u`<button class="icon-button" aria-label=${Si[e]} title=${Si[e]} onClick=${t}>
    <${rt} name=${e} /></button>`}function tl(e){let t=document.createElement("span");t.style.color=`var(${e})`,document.body.append(t);let{color:n}=getComputedStyle(t);return t.remove(),n}function St(e=1e3){let[t,n]=A(Date.now());return ce(()=>{let o=setInterval(()=>!document.hidden&&n(Date.now()),e);return()=>clearInterval(o)},[e]),t}function Tr(e){let[t,n=""]=e.replace(/^#\/?/,"").split("?");return{parts:t.split("/").filter(Boolean).map(decodeURIComponent),params:Object.fromEntries(new URLSearchParams(n))}}function J(e,t={}){let n=new URLSearchParams;for(let[s,l]of Object.entries(t))l!==""&&l!=null&&n.set(s,l);let o=n.toString();return`#/${e.map(encodeURIComponent).join("/")}${o?`?${o}`:""}`}function Dn(...e){location.hash=J(...e)}function Pt(e){let t=Tr(location.hash);history.replaceState(null,"",J(t.parts,{...t.params,...e})),window.dispatchEvent(new Event("hashchange"))}function Ti(){let[e,t]=A(()=>Tr(location.hash));return ce(()=>{let n=()=>t(Tr(location.hash));return window.addEventListener("hashchange",n),()=>window.removeEventListener("hashchange",n)},[]),e}function Mi(e){let t="";return n=>{t+=n;let o=t.split(/\r?\n\r?\n/);t=o.pop();for(let s of o){let l={id:"",event:"message",data:""};for(let r of s.split(/\r?\n/)){let[,a,c]=/^(\w+): ?(.*)$/.exec(r)||[];a==="data"?l.data+=(l.data?`
`:"")+c:a&&(l[a]=c)}(l.data||l.id)&&e(l)}}}var ol=zt("off"),Mr=new Set,Ao=null,Cr="",nl=500;function Bf(e){return Mr.add(e),()=>Mr.delete(e)}function Jf(e){e.id&&(Cr=e.id);let t;try{t=JSON.parse(e.data)}catch{return}let n={type:e.event,...t};for(let o of[...Mr])o(n)}async function Yf(e){for(;!e.signal.aborted;){try{let t={Accept:"text/event-stream"};Cr&&(t["Last-Event-ID"]=Cr);let n=await Zt("GET","/v1/events",{headers:t,signal:e.signal});ol.set("live"),nl=500;let o=Mi(Jf),s=n.body.pipeThrough(new TextDecoderStream).getReader();for(;;){let{value:l,done:r}=await s.read();if(r)break;o(l)}}catch(t){if(e.signal.aborted)return;if(!(t instanceof ps)&&t.status&&t.status<500){ol.set("off");return}wr("the event stream ended")}if(e.signal.aborted)return;ol.set("down"),await new Promise(t=>setTimeout(t,nl)),nl=Math.min(nl*2,1e4)}}function sl(){Ao&&Ao.abort(),Ao=null,ol.set("off")}function Er(){Ao||document.hidden||!Nn.get()||(Ao=new AbortController,Yf(Ao))}document.addEventListener("visibilitychange",()=>document.hidden?sl():Er());window.addEventListener("pagehide",sl);var yn=new Map,Qf=60,Kf=400;function Zf(e,t){yn.delete(e),yn.set(e,t),yn.size>Qf&&yn.delete(yn.keys().next().value)}var Ci=()=>yn.clear();function G(e,{match:t,every:n=15e3,keep:o=!1}={}){let[s,l]=A(()=>({path:e,...yn.get(e)||{}})),r=je({});return r.current.match=t,ce(()=>{if(!e)return;let c=new AbortController,m=0,d=!1,$=!1;l(M=>o&&!yn.get(e)?{...M,path:e,error:void 0}:{path:e,...yn.get(e)||{}});let b=M=>{clearTimeout(m),M&&!c.signal.aborted&&(m=setTimeout(g,M))};async function g(){if(d){$=!0;return}if(document.hidden)return b(n);d=!0,$=!1;try{let M=await Zt("GET",e,{signal:c.signal}),w={data:await M.json(),etag:M.headers.get("ETag"),at:Date.now()};Zf(e,w),c.signal.aborted||l({path:e,...w})}catch(M){c.signal.aborted||l(w=>({...w,error:M}))}d=!1,b($?300:n)}r.current.load=g,g();let v=0,C=Bf(M=>{v||M.type!=="reset"&&!r.current.match?.(M)||(v=setTimeout(()=>{v=0,g()},Kf))}),k=()=>!document.hidden&&g();return document.addEventListener("visibilitychange",k),()=>{c.abort(),clearTimeout(m),clearTimeout(v),C(),document.removeEventListener("visibilitychange",k)}},[e,n]),{...s.path===e||o?s:{path:e},reload:()=>r.current.load&&r.current.load()}}var Ei=new Intl.NumberFormat("en",{maximumFractionDigits:0}),H=e=>e==null?"\u2013":Ei.format(e);function X(e){if(e==null||!Number.isFinite(e))return e==null?"\u2013":String(e);let t=Math.abs(e);return t!==0&&(t<.001||t>=1e7)?e.toExponential(2).replace("e+","e"):t>=1e3?Ei.format(e):String(Number(e.toPrecision(4)))}var Xn=e=>e==null?"\u2013":e===0||e>=100?X(e):String(Number(e.toFixed(e<.01?5:3))),Oo=(e,t=0)=>e==null?"\u2013":`${e.toFixed(t)} %`;function Ke(e){if(e==null)return"\u2013";let t=["B","KiB","MiB","GiB","TiB"],n=0;for(;e>=1024&&n<t.length-1;n++)e/=1024;return`${n&&e<100?e.toFixed(1):Math.round(e)} ${t[n]}`}function Te(e){return e==null||!Number.isFinite(e)?"\u2013":(e=Math.max(0,e),e>=10&&(e=Math.round(e)),e<1?e>0?`${Math.max(1,Math.round(e*1e3))} ms`:"0 s":e<60?`${e<10?Number(e.toFixed(1)):Math.round(e)} s`:e<3600?`${Math.floor(e/60)} min ${e%60} s`.replace(" 0 s",""):e<86400?`${Math.floor(e/3600)} h ${Math.floor(e%3600/60)} min`.replace(" 0 min",""):`${Math.floor(e/86400)} d ${Math.floor(e%86400/3600)} h`.replace(" 0 h",""))}var vn=(e,t=Date.now())=>e?(t-Date.parse(e))/1e3:null;function un(e,t){let n=vn(e,t);return n==null?"\u2013":n<5?"just now":`${Te(Math.round(n)).split(" ").slice(0,2).join(" ")} ago`}var Xf=new Intl.DateTimeFormat("en-GB",{day:"numeric",month:"short",hour:"2-digit",minute:"2-digit",second:"2-digit"}),Ue=e=>e?Xf.format(new Date(e)):"\u2013",be=(e,t,n=`${t}s`)=>`${H(e)} ${e===1?t:n}`;function Pi(e,t){if(!e.length)return null;let n=[...e].sort((o,s)=>o-s);return n[Math.min(n.length-1,Math.floor(t*n.length))]}function Ai(){let[e,t]=A(""),[n,o]=A(!1),[s,l]=A(Ks.get()),[r,a]=A(!1);async function c(m){m.preventDefault();let d=e.trim();if(!d)return l("Paste a token first.");a(!0);try{ze.set(await Zn("/v1/me",{as:d})),Ks.set(""),ds(d,n)}catch($){let b=$ instanceof Kt&&$.status===401;l(b?"The daemon does not know this token, or it has expired.":$.message)}a(!1)}return u`
    <main class="login">
      <div class="login-card">
        <div class="login-brand"><${Qs} size="56" /><div><h1>Allot</h1><p>Compute, fairly shared.</p></div></div>
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
      <div class="login-foot"><${el} /></div>
    </main>`}function Oe({title:e,lead:t,actions:n,crumb:o,children:s}){let l=je();return ce(()=>{document.title=`${e} \xB7 Allot`},[e]),ce(()=>{window.scrollTo(0,0),l.current.focus({preventScroll:!0})},[]),u`
    <header class="page-head">
      <div class="page-title">
        ${o&&u`<p class="crumb">${o}</p>`}
        <h1 ref=${l} tabindex="-1">${e}</h1>
        ${t&&u`<p class="lead">${t}</p>`}
      </div>
      ${n&&u`<div class="actions">${n}</div>`}
    </header>
    ${s}`}var No=({title:e,what:t,error:n,retry:o})=>u`
  <${Oe} title=${e}>
    ${n?u`<${le} error=${n} retry=${o} />`:u`<${We} what=${t} />`}
  <//>`,W=({title:e,note:t,actions:n,children:o,class:s="",id:l})=>u`
  <section class="panel ${s}" id=${l} aria-label=${e}>
    ${e&&u`
      <div class="panel-head"><h2>${e}</h2>${t&&u`<p class="quiet">${t}</p>`}
        ${n&&u`<div class="actions">${n}</div>`}</div>`}
    ${o}
  </section>`,At=({rows:e})=>u`
  <dl class="facts">${e.filter(t=>t&&t[1]!=null&&t[1]!=="").map(([t,n])=>u`
    <div><dt>${t}</dt><dd>${n}</dd></div>`)}</dl>`,Do=({rows:e,class:t=""})=>u`
  <dl class="figures ${t}">${e.filter(n=>n[1]!=null).map(([n,o])=>u`<div><dt>${n}</dt><dd>${o}</dd></div>`)}</dl>`,ll=e=>Object.entries(e||{}).filter(([,t])=>t!==null&&t!=="").map(([t,n])=>[t.replaceAll("_"," "),u`<code class="long">${typeof n=="object"?JSON.stringify(n):String(n)}</code>`]);var em=8;function hs(e){let t=7;for(let n of e||"")t=t*31+n.codePointAt(0)>>>0;return t%em}function rl(e){let t=String(e||"?").split(/[^\p{L}\p{N}]+/u).filter(Boolean);return(t.length>1?t[0][0]+t[1][0]:(t[0]||"?").slice(0,2)).toUpperCase()}var tm=({name:e})=>u`
  <span class="sign hue-${hs(e)}" aria-hidden="true">${rl(e)}</span>`,_t=({name:e})=>u`<span class="tenant"><${tm} name=${e} />${e}</span>`;var Oi={queued:"Queued",running:"Running",paused:"Paused",succeeded:"Succeeded",failed:"Failed",cancelled:"Cancelled"},Lo=({state:e})=>u`
  <span class="state ${e}"><${rt} name=${Oi[e]?e:"queued"} size="14" />${Oi[e]||e}</span>`,Ot=e=>["succeeded","failed","cancelled"].includes(e),nm={preempted:"gave its slots back; goes on from its checkpoint",max_runtime:"stopped at its time limit; the checkpoint is kept",diverged:"the loss became NaN or infinite",slots:"too few slots are free",max_slots:"its tenant may hold no more slots",max_running_jobs:"its tenant may run no more jobs at once",memory:"too little memory is left",credits:"the credits do not suffice",entitlement:"others hold the slots, and its tenant has its share",quantum:"what could be taken back has only just started",reservation:"it would delay a job that was promised a start",turn:"it is another job's turn first",user:"asked for by a user"},Ro=e=>nm[e]||String(e||"").replaceAll("_"," "),Fo=({value:e,label:t})=>u`
  <div class="progress" role="progressbar" aria-valuemin="0" aria-valuemax="100"
       aria-valuenow=${Math.round(e||0)} aria-label=${t}>
    <div style=${{width:`${Math.min(100,e||0)}%`}}></div>
  </div>`;function Ni({have:e,need:t,label:n}){let o=Math.max(e,t,1e-9)*1.05;return u`
    <div class="have-need" role="img" aria-label=${n}>
      <div class="have ${e>=t?"enough":""}" style=${{width:`${100*e/o}%`}}></div>
      <div class="need" style=${{left:`${100*t/o}%`}}></div>
    </div>`}var al=e=>e.resources.slots,jo=e=>e.resources.device,Ln=(e,t)=>e[`${t}_id`]||e[t];function $s({min:e=1,max:t=e}){return e===t?String(e):`${e}\u2013${t}`}var om=/accuracy|r2|auc|f1|iou|hit/,il=e=>om.test(e)?Math.max:Math.min,sm=["val_accuracy","accuracy","val_r2","r2","val_mae","mae","val_loss","loss"];function cl(e){let t=e.metrics?.latest||e.metrics||{},n=sm.find(o=>typeof t[o]=="number");return n?{name:n,value:t[n],text:X(t[n])}:null}function Di(e){let t=e.progress||{},n=Oo(t.percent??0);return e.state==="running"?t.eta_s!=null?`${n} \xB7 ${Te(t.eta_s)} left`:n:e.state==="succeeded"?be(t.epochs||t.epoch||0,"epoch"):e.reason?Ro(e.reason):n}var Rn=e=>t=>t.job===e,Wt=e=>!!e.job||/job|cluster|quota|tenant|slot/.test(e.type||"");var ul=128,Pr=10,lm=33,Li="other tenants";function rm(e,t){let n=[];for(let o of e.held||[]){let s=o.tenant,l=t.filter(a=>a.tenant_id===o.tenant_id),r=o.slots;for(let a of l){let c=Math.min(a.width||0,r);c>0&&n.push({tenant:s,width:c,job:a}),r-=c}r>0&&n.push({tenant:s,width:r})}return e.others>0&&n.push({tenant:Li,width:e.others}),n}var am=e=>e>ul?"crowd":e>=lm?"many":e<=Pr?"few":"";function Ri({device:e,pool:t,jobs:n}){let o=rm(t,n),s=Math.max(0,t.slots-o.reduce((c,m)=>c+m.width,0)),l=e==="gpu"?"GPU slots":"CPU slots",r=t.slots>ul,a=r||t.slots<=Pr;return u`
    <${W} title=${l} note="${H(t.slots-s)} of ${H(t.slots)} held">
      <ul class="field-plots ${am(t.slots)}" aria-label="${l}, by who holds them">
        ${o.map(c=>u`<${im} ...${c} total=${t.slots} />`)}
        ${s>0&&u`<li class="bed free" style=${a?{flexGrow:s}:void 0}
          aria-label="${be(s,"free slot")}">${!r&&Array.from({length:s},()=>u`<i></i>`)}</li>`}
      </ul>
      <ul class="held">${(t.held||[]).map(c=>u`
        <li><${_t} name=${c.tenant} /> <b>${H(c.slots)}</b></li>`)}
        ${t.others>0&&u`<li><${_t} name=${Li} /> <b>${H(t.others)}</b></li>`}
        ${s>0&&u`<li class="quiet">free <b>${H(s)}</b></li>`}</ul>
    <//>`}function im({tenant:e,width:t,job:n,total:o}){let s=`${n?`${n.name}, `:""}${e}: ${be(t,"slot")}`,l=o>ul?u`<i data-sign=${rl(e)}></i>`:Array.from({length:t},(a,c)=>u`<i data-sign=${c===0?rl(e):void 0}></i>`),r=o>ul||o<=Pr?{flexGrow:t}:void 0;return u`<li class="bed hue-${hs(e)}" style=${r} title=${s}>
    ${n?u`<a href=${J(["jobs",n.id])} data-name=${n.name}><span class="hidden">${s}</span>${l}</a>`:u`<span class="bed-inner" role="img" aria-label=${s}>${l}</span>`}</li>`}var cm=8,Fi="/v1/decisions?limit=40",um=100,fm={turn:"slots were free and it was its turn",take_back:"a tenant below its entitlement takes back what others hold above theirs",guarantee:"a guarantee comes back at once",rebalance:"its tenant is below its entitlement",cap:"a limit was lowered below what is held",reserved:"it does not fit yet, and others may not delay it"};function mm(e){return e.do==="start"?`starts on ${be(e.width,"slot")}`:e.do==="preempt"?`gives its ${be(e.was,"slot")} back and waits again`:e.do==="reserve"?"has a place reserved":`goes from ${e.was} to ${be(e.width,"slot")}`}function ji(){let{data:e}=G(Fi,{match:Wt,every:1e4}),t=St(5e3),n=G(`/v1/jobs?limit=${um}`,{match:Wt,every:3e4}),o=new Map((n.data?.data||[]).map(r=>[r.id,r.name])),s=(e?.data||[]).flatMap(r=>(r.plan?.actions||[]).map(a=>({...a,at:r.at,key:`${r.id}${a.job}`}))).filter((r,a,c)=>!(r.do==="reserve"&&c[a-1]?.do==="reserve"&&c[a-1].job===r.job)).slice(0,cm);if(!s.length)return null;let l=r=>u`<a href=${J(["jobs",r])}>${o.get(r)||r}</a>`;return u`
    <${W} title="Last decisions" actions=${u`<${ae} command=${te("GET",Fi)} />`}>
      <ol class="decisions">${s.map(r=>u`
        <li key=${r.key}><time datetime=${r.at} title=${Ue(r.at)}>${un(r.at,t)}</time>
          <p>${l(r.job)} ${mm(r)}: ${fm[r.reason]||r.reason}${r.by?u`, for ${l(r.by)}`:""}.</p></li>`)}</ol>
    <//>`}var pm=[["cpu","CPU"],["gpu","GPU"]],dm=(e,t)=>e[t].held||e[t].entitlement||e[t].demand;function Ii({data:e}){let t=e?.data||[],n=pm.map(([o,s])=>[o,s,t.filter(l=>dm(l,o))]).filter(([,,o])=>o.length);return u`
    <${W} title="Fair share" note=${n.length?`Jain index ${X(e[n[0][0]].jain)}, 1 is perfectly fair`:""}>
      ${!n.length&&u`<${ut} title="No claims now">Shares are drawn here as soon as a tenant has a job.<//>`}
      ${n.map(([o,s,l])=>u`
        ${n.length>1&&u`<h3 class="shares-of">${s} slots</h3>`}
        <${$m} key=${o} device=${o} rows=${l} />`)}
      ${n.length>0&&u`
        <p class="quiet key"><span class="key-bar"></span> held now <span class="key-mark"></span> entitlement</p>`}
      <${hm} of=${e?.forecasts} />
    <//>`}function hm({of:e}){if(!e||!e.started)return null;let t=n=>Oo(100*n);return u`
    <p class="quiet">Start times told to waiting jobs: of ${be(e.started,"job")},
      <b>${t(e.by_p50)}</b> started by the “as likely as not” time (50 % is honest) and
      <b>${t(e.by_p90)}</b> by the “nine times in ten” time (90 % is).
      ${e.late>0&&u` ${be(e.late,"waiting job")} ${e.late===1?"is":"are"} late already.`}</p>`}function $m({device:e,rows:t}){let n=Math.max(1,...t.map(o=>Math.max(o[e].held,o[e].entitlement)));return u`
    <ul class="shares">${t.map(o=>{let{held:s,entitlement:l,waiting_jobs:r}=o[e];return u`
        <li key=${o.tenant_id}>
          <p><a href=${J(["tenants",o.tenant_id])}><${_t} name=${o.tenant} /></a>
            <span class="n">holds <b>${X(s)}</b> · entitled to <b>${X(l)}</b>${r>0&&u`
              <span class="quiet"> · ${be(r,"job")} ${r===1?"waits":"wait"}</span>`}</span></p>
          <div class="share" aria-hidden="true">
            <div class="share-held hue-${hs(o.tenant)}" style=${{width:`${100*s/n}%`}}></div>
            <div class="share-mark" style=${{left:`${100*l/n}%`}}></div>
          </div>
        </li>`})}</ul>`}var gm=[["running_jobs","max_running_jobs","Running jobs",H],["queued_jobs","max_queued_jobs","Waiting jobs",H],["storage_bytes","storage_bytes","Storage",Ke]];function Hi(){let{data:e}=G("/v1/me",{match:Wt,every:15e3}),t=gm.map(([n,o,s,l])=>({used:e?.use?.[n]??0,limit:e?.quota?.[o],label:s,text:l})).filter(n=>n.limit!=null);return t.length?u`
    <${W} title="Your tenant's limits" note=${e.tenant}>
      <ul class="shares">${t.map(n=>u`
        <li key=${n.label}><p><span>${n.label}</span><span class="n"><b>${n.text(n.used)}</b> of ${n.text(n.limit)}</span></p>
          <${Fo} value=${n.limit?100*n.used/n.limit:100} label=${n.label} /></li>`)}</ul>
    <//>`:null}function Io({title:e,children:t,yes:n,kind:o="danger",onYes:s,onNo:l}){let r=je();return ce(()=>{r.current.showModal()},[]),u`
    <dialog ref=${r} aria-labelledby="dialog-title" onCancel=${l} onClose=${l}>
      <h2 id="dialog-title">${e}</h2>
      <div class="dialog-body">${t}</div>
      <div class="actions">
        <button onClick=${l} autofocus>Keep as it is</button>
        <button class=${o} onClick=${s}>${n}</button>
      </div>
    </dialog>`}function wn(e,t){let[n,o]=A(e),[s,l]=A(null),[r,a]=A(!1),c=Object.keys(n).map(b=>`/${b}`),m=s instanceof Kt?s.errors:[],d=m.filter(b=>!c.includes(b.pointer)),$=s&&(m.length===0||d.length>0)?Object.assign(Object.create(Object.getPrototypeOf(s)),s,{message:s.message,errors:d}):null;return{values:n,busy:r,rest:$,error:s,set:(b,g)=>o(v=>({...v,[b]:g})),reset:o,fault:b=>m.find(g=>g.pointer===`/${b}`),async submit(b){b.preventDefault(),a(!0),l(null);try{await t(n)}catch(g){l(g)}a(!1)}}}var Ar=({id:e,fault:t})=>u`
  <p class="fault" id=${e} role="alert">${t?Eo(t):""}</p>`;function kt({form:e,name:t,label:n,type:o="text",help:s,choices:l,unit:r,placeholder:a}){let c=`field-${t.replaceAll("/","-")}`,m=e.fault(t),d={id:c,value:e.values[t],"aria-invalid":m?"true":void 0,"aria-describedby":`${c}-fault ${c}-help`,onInput:$=>e.set(t,$.currentTarget.value)};return u`
    <div class="field ${m?"wrong":""}">
      <label for=${c}>${n}${r&&u` <span class="quiet">(${r})</span>`}</label>
      ${l?u`<select ...${d}>${l.map($=>u`<option value=${$}>${$||"\u2013"}</option>`)}</select>`:u`<input type=${o==="number"?"text":o} inputmode=${o==="number"?"decimal":void 0}
            placeholder=${a} autocomplete="off" ...${d} />`}
      <${Ar} id="${c}-fault" fault=${m} />
      ${s&&u`<p class="help" id="${c}-help">${s}</p>`}
    </div>`}var eo=({id:e,label:t,value:n,choices:o,set:s,help:l})=>u`
  <div class="field"><label for=${e}>${t}</label>
    <select id=${e} value=${n} onChange=${r=>s(r.currentTarget.value)}>${o.map(r=>u`
      <option value=${r}>${String(r).replace("_"," ")}</option>`)}</select>
    ${l&&u`<p class="help">${l}</p>`}</div>`,gs=({label:e,checked:t,set:n})=>u`
  <label class="check"><input type="checkbox" checked=${t} onChange=${o=>n(o.currentTarget.checked)} /> ${e}</label>`,fn=({leave:e,send:t,busy:n})=>u`
  <div class="actions">
    ${e&&u`<button type="button" onClick=${e}>Not now</button>`}
    <button class="primary" disabled=${n}>${t}</button>
  </div>`;var Or="/v1/cluster";function Ui({cluster:e,done:t}){let[n,o]=A(!1),[s,l]=A(!1),[r,a]=A(null);async function c(d){o(!1),a(null);try{await Ge("PATCH",Or,{body:{accepting:d}}),Ae(d?"Jobs are started again.":"The machine is being drained.")}catch($){a($)}t()}let m=e.accepting;return u`
    <${W} title="Machine" note=${m?"jobs are started as slots allow":"being drained: nothing new starts"}
      actions=${u`<${ae} command=${te("PATCH",Or,{accepting:!m})} />
        <button class="small" aria-expanded=${String(s)} onClick=${()=>l(!s)}>Change slots</button>
        <button class="small" onClick=${()=>m?o(!0):c(!0)}>${m?"Drain":"Start jobs again"}</button>`}>
      <${le} error=${r} />
      ${s&&u`<${_m} cluster=${e} done=${()=>{l(!1),t()}} />`}
      ${n&&u`
        <${Io} title="Drain the machine?" yes="Drain" kind="primary" onYes=${()=>c(!1)} onNo=${()=>o(!1)}>
          <p>Running jobs go on to their end; waiting ones stay in the queue until jobs are started again.</p>
        <//>`}
    <//>`}function _m({cluster:e,done:t}){let n=wn({cpu_slots:String(e.cpu.slots),gpu_slots:String(e.gpu.slots)},async o=>{await Ge("PATCH",Or,{body:{cpu_slots:Kn(o.cpu_slots),gpu_slots:Kn(o.gpu_slots)}}),Ae("The slots are changed."),t()});return u`
    <form class="form" onSubmit=${n.submit} aria-label="Slots of the machine">
      <div class="grid-form">
        <${kt} form=${n} name="cpu_slots" label="CPU slots" type="number"
          help="With fewer, jobs are narrowed or stopped at their next step and keep everything." />
        <${kt} form=${n} name="gpu_slots" label="GPU slots" type="number" />
      </div>
      <${le} error=${n.rest} />
      <${fn} send="Set slots" busy=${n.busy} />
    </form>`}var _s=e=>e&&e.role!=="viewer";function fl(){let e=Pe(ze);return _s(e)&&u`<a class="button primary" href=${J(["submit"])}><${rt} name="plus" />New job</a>`}var bm={queued:["pause","cancel"],running:["pause","cancel"],paused:["resume","cancel"]},ym={pause:"is being paused",resume:"is queued again",cancel:"is being cancelled"};function zi({job:e,reload:t}){let n=Pe(ze),[o,s]=A(null),[l,r]=A(!1);if(!_s(n))return null;async function a(d){s(null),r(!0);try{await Ge("POST",`/v1/jobs/${e.id}/${d}`),Ae(`${e.name} ${ym[d]}.`)}catch($){Ae($.message,"bad")}r(!1),t()}let c={pause:"Pause",resume:"Resume",cancel:"Cancel job"},m=e.state==="running";return u`
    ${(bm[e.state]||[]).map(d=>u`
      <button disabled=${l} onClick=${()=>d==="resume"?a(d):s(d)}>${c[d]}</button>`)}
    ${o==="cancel"&&u`
      <${Io} title="Cancel ${e.name}?" yes="Cancel the job" onYes=${()=>a("cancel")} onNo=${()=>s(null)}>
        <p>${m?`It has reached step ${e.progress?.step??0} of ${e.progress?.steps??"?"}. `:""}A cancelled job
          makes no model and cannot be resumed; its metrics stay. Pausing keeps everything.</p>
      <//>`}
    ${o==="pause"&&u`
      <${Io} title="Pause ${e.name}?" yes="Pause the job" kind="primary" onYes=${()=>a("pause")} onNo=${()=>s(null)}>
        <p>${m?"It saves a checkpoint after the present step and gives its slots back.":"It leaves the queue."}
          ${" "}When resumed it goes on as if it had never stopped.</p>
      <//>`}`}function Ho({what:e,name:t,path:n,back:o}){let s=Pe(ze),[l,r]=A(!1);if(!_s(s))return null;async function a(){r(!1);try{await Zt("DELETE",n),Ae(`${t} is deleted.`),Dn([o])}catch(c){Ae(c.message,"bad")}}return u`
    <button onClick=${()=>r(!0)}>Delete</button>
    ${l&&u`
      <${Io} title="Delete ${t}?" yes="Delete the ${e}" onYes=${a} onNo=${()=>r(!1)}>
        <p>It cannot be brought back. What was made of it stays.</p>
      <//>`}`}var Nr=200,Wi=8,ml=200,bs=(e,t)=>`${H(e)}${e>=t?"+":""}`;function qi(){let e={match:Wt,every:5e3},t=G("/v1/cluster",e),n=G(`/v1/queue?limit=${ml}`,e),o=G(`/v1/jobs?state=running&limit=${Nr}`,e),s=G("/v1/fairness",e),l=Pe(ze),r=o.data?.data||[],a=n.data?.data||[];return u`
    <${Oe} title="Overview" lead=${vm(t.data,r,a)} actions=${u`<${fl} />`}>
      ${!t.data&&!t.error&&u`<${We} what="the machine" />`}
      <${le} error=${!t.data&&t.error} retry=${t.reload} />
      ${t.data&&t.data.accepting===!1&&u`
        <div class="note"><p>The machine is being drained: running jobs go on, nothing new starts.</p></div>`}
      <div class="fields">
        ${["cpu","gpu"].map(c=>t.data?.[c]?.slots>0&&u`
          <${Ri} key=${c} device=${c} pool=${t.data[c]} jobs=${r.filter(m=>jo(m)===c)} />`)}
      </div>
      <${wm} cluster=${t.data} jobs=${r} waiting=${a} />
      <div class="two">
        <${Sm} list=${n.data&&a} error=${n.error} />
        <${Ii} data=${s.data} />
      </div>
      ${l?.role==="admin"&&t.data&&u`<${Ui} cluster=${t.data} done=${t.reload} />`}
      ${l&&l.role!=="admin"&&u`<${Hi} />`}
      ${l?.role==="admin"&&u`<${ji} />`}
    <//>`}function vm(e,t,n){if(!e)return"";let{slots:o,free:s}=e.cpu,l=Math.max(0,...n.map(d=>d.waiting_s||0)),r=`${bs(t.length,Nr)} ${t.length===1?"job runs":"jobs run"}`,a=e.cpu.others>0?`; ${H(o-s)} of ${be(o,"CPU slot")} are held`:` on ${H(o-s)} of ${be(o,"CPU slot")}`,c=o===s?`All ${be(o,"CPU slot")} are free`:r+a,m=n.length?`${bs(n.length,ml)} ${n.length===1?"waits":"wait"}, the longest for ${Te(l)}`:"nothing waits";return`${c}; ${m}.`}function wm({cluster:e,jobs:t,waiting:n}){let o=n.map(r=>r.waiting_s||0),s=e?e.cpu.free+(e.gpu?.free||0):null,l=[["Running",bs(t.length,Nr)],["Waiting",bs(n.length,ml)],["Median wait so far",o.length?Te(Pi(o,.5)):"\u2013"],["Longest wait",o.length?Te(Math.max(...o)):"\u2013"],["Free slots",H(s)]];return u`<${Do} rows=${l} />`}function Sm({list:e,error:t}){return u`
    <${W} title="Queue" note=${e?.length?"in the order of their turns":""}>
      ${!e&&(t?u`<${le} error=${t} />`:u`<${We} what="the queue" />`)}
      ${e&&!e.length&&u`
        <${ut} title="Nobody waits" command=${te("POST","/v1/jobs","@job.json")}>
          Every job that was asked for runs or has ended.<//>`}
      ${e?.length>0&&u`
        <ol class="queue">${e.slice(0,Wi).map(n=>u`
          <li key=${n.job}>
            <span class="position">${n.position}</span>
            <div>
              <p><a href=${J(["jobs",n.job])}>${n.name||n.job}</a> <${_t} name=${n.tenant} /></p>
              <p class="quiet">${Ro(n.reason)}</p>
            </div>
            <p class="n quiet">${be(n.slots,n.device==="gpu"?"GPU slot":"slot")}<br />${Te(n.waiting_s)}</p>
          </li>`)}</ol>
        ${e.length>Wi&&u`
          <p><a href=${J(["jobs"],{state:"queued"})}>All ${bs(e.length,ml)} waiting jobs</a></p>`}`}
    <//>`}var mt=({columns:e})=>u`
  <thead><tr>${e.map(t=>{let n=t.endsWith("#"),o=t.startsWith("("),s=t.replace(/^\(|\)$|#$/g,"");return u`<th scope="col" class=${n?"n":void 0}>${o?u`<span class="hidden">${s}</span>`:s}</th>`})}</tr></thead>`,Uo=({label:e,tall:t,children:n})=>u`
  <div class="scroll ${t?"tall":""}" tabindex="0" role="region" aria-label=${e}>${n}</div>`;var km="uplot",xm="u-hz",Tm="u-vt",Mm="u-title",Cm="u-wrap",Em="u-under",Pm="u-over",Am="u-axis",oo="u-off",Om="u-select",Nm="u-cursor-x",Dm="u-cursor-y",Lm="u-cursor-pt",Rm="u-legend",Fm="u-live",jm="u-inline",Im="u-series",Hm="u-marker",Vi="u-label",Um="u-value",vs="width",ws="height";var Gi="bottom",zo="left",Dr="right",Kr="#000",Bi=Kr+"0",Lr="mousemove",Ji="mousedown",Rr="mouseup",Yi="mouseenter",Qi="mouseleave",Ki="dblclick",zm="resize",Wm="scroll",Zi="change",gl="dppxchange",Zr="--",Yo=typeof window<"u",Ur=Yo?document:null,qo=Yo?window:null,qm=Yo?navigator:null,$e,pl;function zr(){let e=devicePixelRatio;$e!=e&&($e=e,pl&&qr(Zi,pl,zr),pl=matchMedia(`(min-resolution: ${$e-.001}dppx) and (max-resolution: ${$e+.001}dppx)`),so(Zi,pl,zr),qo.dispatchEvent(new CustomEvent(gl)))}function Nt(e,t){if(t!=null){let n=e.classList;!n.contains(t)&&n.add(t)}}function Wr(e,t){let n=e.classList;n.contains(t)&&n.remove(t)}function Ne(e,t,n){e.style[t]=n+"px"}function Xt(e,t,n,o){let s=Ur.createElement(e);return t!=null&&Nt(s,t),n?.insertBefore(s,o),s}function qt(e,t){return Xt("div",e,t)}var Xi=new WeakMap;function mn(e,t,n,o,s){let l="translate("+t+"px,"+n+"px)",r=Xi.get(e);l!=r&&(e.style.transform=l,Xi.set(e,l),t<0||n<0||t>o||n>s?Nt(e,oo):Wr(e,oo))}var ec=new WeakMap;function tc(e,t,n){let o=t+n,s=ec.get(e);o!=s&&(ec.set(e,o),e.style.background=t,e.style.borderColor=n)}var nc=new WeakMap;function oc(e,t,n,o){let s=t+""+n,l=nc.get(e);s!=l&&(nc.set(e,s),e.style.height=n+"px",e.style.width=t+"px",e.style.marginLeft=o?-t/2+"px":0,e.style.marginTop=o?-n/2+"px":0)}var Xr={passive:!0},Vm={...Xr,capture:!0};function so(e,t,n,o){t.addEventListener(e,n,o?Vm:Xr)}function qr(e,t,n,o){t.removeEventListener(e,n,Xr)}Yo&&zr();function en(e,t,n,o){let s;n=n||0,o=o||t.length-1;let l=o<=2147483647;for(;o-n>1;)s=l?n+o>>1:Dt((n+o)/2),t[s]<e?n=s:o=s;return e-t[n]<=t[o]-e?n:o}function Ac(e){return(n,o,s)=>{let l=-1,r=-1;for(let a=o;a<=s;a++)if(e(n[a])){l=a;break}for(let a=s;a>=o;a--)if(e(n[a])){r=a;break}return[l,r]}}var Oc=e=>e!=null,Nc=e=>e!=null&&e>0,yl=Ac(Oc),Gm=Ac(Nc);function Bm(e,t,n,o=0,s=!1){let l=s?Gm:yl,r=s?Nc:Oc;[t,n]=l(e,t,n);let a=e[t],c=e[t];if(t>-1)if(o==1)a=e[t],c=e[n];else if(o==-1)a=e[n],c=e[t];else for(let m=t;m<=n;m++){let d=e[m];r(d)&&(d<a?a=d:d>c&&(c=d))}return[a??we,c??-we]}function vl(e,t,n,o){let s=rc(e),l=rc(t);e==t&&(s==-1?(e*=n,t/=n):(e/=n,t*=n));let r=n==10?Sn:Dc,a=s==1?Dt:Vt,c=l==1?Vt:Dt,m=a(r(Xe(e))),d=c(r(Xe(t))),$=Vo(n,m),b=Vo(n,d);return n==10&&(m<0&&($=Se($,-m)),d<0&&(b=Se(b,-d))),o||n==2?(e=$*s,t=b*l):(e=jc(e,$),t=wl(t,b)),[e,t]}function ea(e,t,n,o){let s=vl(e,t,n,o);return e==0&&(s[0]=0),t==0&&(s[1]=0),s}var ta=.1,sc={mode:3,pad:ta},ks={pad:0,soft:null,mode:0},Jm={min:ks,max:ks};function _l(e,t,n,o){return Sl(n)?lc(e,t,n):(ks.pad=n,ks.soft=o?0:null,ks.mode=o?3:0,lc(e,t,Jm))}function de(e,t){return e??t}function Ym(e,t,n){for(t=de(t,0),n=de(n,e.length-1);t<=n;){if(e[t]!=null)return!0;t++}return!1}function lc(e,t,n){let o=n.min,s=n.max,l=de(o.pad,0),r=de(s.pad,0),a=de(o.hard,-we),c=de(s.hard,we),m=de(o.soft,we),d=de(s.soft,-we),$=de(o.mode,0),b=de(s.mode,0),g=t-e,v=Sn(g),C=bt(Xe(e),Xe(t)),k=Sn(C),M=Xe(k-v);(g<1e-24||M>10)&&(g=0,(e==0||t==0)&&(g=1e-24,$==2&&m!=we&&(l=0),b==2&&d!=-we&&(r=0)));let w=g||C||1e3,O=Sn(w),x=Vo(10,Dt(O)),ee=w*(g==0?e==0?.1:1:l),F=Se(jc(e-ee,x/10),24),Z=e>=m&&($==1||$==3&&F<=m||$==2&&F>=m)?m:we,N=bt(a,F<Z&&e>=Z?Z:tn(Z,F)),Y=w*(g==0?t==0?.1:1:r),B=Se(wl(t+Y,x/10),24),P=t<=d&&(b==1||b==3&&B>=d||b==2&&B<=d)?d:-we,Q=tn(c,B>P&&t<=P?P:bt(P,B));return N==Q&&N==0&&(Q=100),[N,Q]}var Qm=new Intl.NumberFormat(Yo?qm.language:"en-US"),na=e=>Qm.format(e),Lt=Math,$l=Lt.PI,Xe=Lt.abs,Dt=Lt.floor,Ze=Lt.round,Vt=Lt.ceil,tn=Lt.min,bt=Lt.max,Vo=Lt.pow,rc=Lt.sign,Sn=Lt.log10,Dc=Lt.log2,Km=(e,t=1)=>Lt.sinh(e)*t,Fr=(e,t=1)=>Lt.asinh(e/t),we=1/0;function ac(e){return(Sn((e^e>>31)-(e>>31))|0)+1}function Vr(e,t,n){return tn(bt(e,t),n)}function Lc(e){return typeof e=="function"}function ue(e){return Lc(e)?e:()=>e}var Zm=()=>{},Rc=e=>e,Fc=(e,t)=>t,Xm=e=>null,ic=e=>!0,cc=(e,t)=>e==t,ep=/\.\d*?(?=9{6,}|0{6,})/gm,lo=e=>{if(Hc(e)||jn.has(e))return e;let t=`${e}`,n=t.match(ep);if(n==null)return e;let o=n[0].length-1;if(t.indexOf("e-")!=-1){let[s,l]=t.split("e");return+`${lo(s)}e${l}`}return Se(e,o)};function to(e,t){return lo(Se(lo(e/t))*t)}function wl(e,t){return lo(Vt(lo(e/t))*t)}function jc(e,t){return lo(Dt(lo(e/t))*t)}function Se(e,t=0){if(Hc(e))return e;let n=10**t,o=e*n*(1+Number.EPSILON);return Ze(o)/n}var jn=new Map;function Ic(e){return((""+e).split(".")[1]||"").length}function Ts(e,t,n,o){let s=[],l=o.map(Ic);for(let r=t;r<n;r++){let a=Xe(r),c=Se(Vo(e,r),a);for(let m=0;m<o.length;m++){let d=e==10?+`${o[m]}e${r}`:o[m]*c,$=(r>=0?0:a)+(r>=l[m]?0:l[m]),b=e==10?d:Se(d,$);s.push(b),jn.set(b,$)}}return s}var xs={},oa=[],Go=[null,null],Fn=Array.isArray,Hc=Number.isInteger,tp=e=>e===void 0;function uc(e){return typeof e=="string"}function Sl(e){let t=!1;if(e!=null){let n=e.constructor;t=n==null||n==Object}return t}function np(e){return e!=null&&typeof e=="object"}var op=Object.getPrototypeOf(Uint8Array),Uc="__proto__";function Bo(e,t=Sl){let n;if(Fn(e)){let o=e.find(s=>s!=null);if(Fn(o)||t(o)){n=Array(e.length);for(let s=0;s<e.length;s++)n[s]=Bo(e[s],t)}else n=e.slice()}else if(e instanceof op)n=e.slice();else if(t(e)){n={};for(let o in e)o!=Uc&&(n[o]=Bo(e[o],t))}else n=e;return n}function Be(e){let t=arguments;for(let n=1;n<t.length;n++){let o=t[n];for(let s in o)s!=Uc&&(Sl(e[s])?Be(e[s],Bo(o[s])):e[s]=Bo(o[s]))}return e}var sp=0,lp=1,rp=2;function ap(e,t,n){for(let o=0,s,l=-1;o<t.length;o++){let r=t[o];if(r>l){for(s=r-1;s>=0&&e[s]==null;)e[s--]=null;for(s=r+1;s<n&&e[s]==null;)e[l=s++]=null}}}function ip(e,t){if(fp(e)){let r=e[0].slice();for(let a=1;a<e.length;a++)r.push(...e[a].slice(1));return mp(r[0])||(r=up(r)),r}let n=new Set;for(let r=0;r<e.length;r++){let c=e[r][0],m=c.length;for(let d=0;d<m;d++)n.add(c[d])}let o=[Array.from(n).sort((r,a)=>r-a)],s=o[0].length,l=new Map;for(let r=0;r<s;r++)l.set(o[0][r],r);for(let r=0;r<e.length;r++){let a=e[r],c=a[0];for(let m=1;m<a.length;m++){let d=a[m],$=Array(s).fill(void 0),b=t?t[r][m]:lp,g=[];for(let v=0;v<d.length;v++){let C=d[v],k=l.get(c[v]);C===null?b!=sp&&($[k]=C,b==rp&&g.push(k)):$[k]=C}ap($,g,s),o.push($)}}return o}var cp=typeof queueMicrotask>"u"?e=>Promise.resolve().then(e):queueMicrotask;function up(e){let t=e[0],n=t.length,o=Array(n);for(let l=0;l<o.length;l++)o[l]=l;o.sort((l,r)=>t[l]-t[r]);let s=[];for(let l=0;l<e.length;l++){let r=e[l],a=Array(n);for(let c=0;c<n;c++)a[c]=r[o[c]];s.push(a)}return s}function fp(e){let t=e[0][0],n=t.length;for(let o=1;o<e.length;o++){let s=e[o][0];if(s.length!=n)return!1;if(s!=t){for(let l=0;l<n;l++)if(s[l]!=t[l])return!1}}return!0}function mp(e,t=100){let n=e.length;if(n<=1)return!0;let o=0,s=n-1;for(;o<=s&&e[o]==null;)o++;for(;s>=o&&e[s]==null;)s--;if(s<=o)return!0;let l=bt(1,Dt((s-o+1)/t));for(let r=e[o],a=o+l;a<=s;a+=l){let c=e[a];if(c!=null){if(c<=r)return!1;r=c}}return!0}var zc=["January","February","March","April","May","June","July","August","September","October","November","December"],Wc=["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"];function qc(e){return e.slice(0,3)}var pp=Wc.map(qc),dp=zc.map(qc),hp={MMMM:zc,MMM:dp,WWWW:Wc,WWW:pp};function ys(e){return(e<10?"0":"")+e}function $p(e){return(e<10?"00":e<100?"0":"")+e}var gp={YYYY:e=>e.getFullYear(),YY:e=>(e.getFullYear()+"").slice(2),MMMM:(e,t)=>t.MMMM[e.getMonth()],MMM:(e,t)=>t.MMM[e.getMonth()],MM:e=>ys(e.getMonth()+1),M:e=>e.getMonth()+1,DD:e=>ys(e.getDate()),D:e=>e.getDate(),WWWW:(e,t)=>t.WWWW[e.getDay()],WWW:(e,t)=>t.WWW[e.getDay()],HH:e=>ys(e.getHours()),H:e=>e.getHours(),h:e=>{let t=e.getHours();return t==0?12:t>12?t-12:t},AA:e=>e.getHours()>=12?"PM":"AM",aa:e=>e.getHours()>=12?"pm":"am",a:e=>e.getHours()>=12?"p":"a",mm:e=>ys(e.getMinutes()),m:e=>e.getMinutes(),ss:e=>ys(e.getSeconds()),s:e=>e.getSeconds(),fff:e=>$p(e.getMilliseconds())};function sa(e,t){t=t||hp;let n=[],o=/\{([a-z]+)\}|[^{]+/gi,s;for(;s=o.exec(e);)n.push(s[0][0]=="{"?gp[s[1]]:s[0]);return l=>{let r="";for(let a=0;a<n.length;a++)r+=typeof n[a]=="string"?n[a]:n[a](l,t);return r}}var _p=new Intl.DateTimeFormat().resolvedOptions().timeZone;function bp(e,t){let n;return t=="UTC"||t=="Etc/UTC"?n=new Date(+e+e.getTimezoneOffset()*6e4):t==_p?n=e:(n=new Date(e.toLocaleString("en-US",{timeZone:t})),n.setMilliseconds(e.getMilliseconds())),n}var Vc=e=>e%1==0,bl=[1,2,2.5,5],yp=Ts(10,-32,0,bl),Gc=Ts(10,0,32,bl),vp=Gc.filter(Vc),no=yp.concat(Gc),la=`
`,Bc="{YYYY}",fc=la+Bc,Jc="{M}/{D}",Ss=la+Jc,dl=Ss+"/{YY}",Yc="{aa}",wp="{h}:{mm}",Wo=wp+Yc,mc=la+Wo,pc=":{ss}",_e=null;function Qc(e){let t=e*1e3,n=t*60,o=n*60,s=o*24,l=s*30,r=s*365,c=(e==1?Ts(10,0,3,bl).filter(Vc):Ts(10,-3,0,bl)).concat([t,t*5,t*10,t*15,t*30,n,n*5,n*10,n*15,n*30,o,o*2,o*3,o*4,o*6,o*8,o*12,s,s*2,s*3,s*4,s*5,s*6,s*7,s*8,s*9,s*10,s*15,l,l*2,l*3,l*4,l*6,r,r*2,r*5,r*10,r*25,r*50,r*100]),m=[[r,Bc,_e,_e,_e,_e,_e,_e,1],[s*28,"{MMM}",fc,_e,_e,_e,_e,_e,1],[s,Jc,fc,_e,_e,_e,_e,_e,1],[o,"{h}"+Yc,dl,_e,Ss,_e,_e,_e,1],[n,Wo,dl,_e,Ss,_e,_e,_e,1],[t,pc,dl+" "+Wo,_e,Ss+" "+Wo,_e,mc,_e,1],[e,pc+".{fff}",dl+" "+Wo,_e,Ss+" "+Wo,_e,mc,_e,1]];function d($){return(b,g,v,C,k,M)=>{let w=[],O=k>=r,x=k>=l&&k<r,ee=$(v),F=Se(ee*e,3),Z=jr(ee.getFullYear(),O?0:ee.getMonth(),x||O?1:ee.getDate()),N=Se(Z*e,3);if(x||O){let Y=x?k/l:0,B=O?k/r:0,P=F==N?F:Se(jr(Z.getFullYear()+B,Z.getMonth()+Y,1)*e,3),Q=new Date(Ze(P/e)),L=Q.getFullYear(),ne=Q.getMonth();for(let V=0;P<=C;V++){let fe=jr(L+B*V,ne+Y*V,1),q=fe-$(Se(fe*e,3));P=Se((+fe+q)*e,3),P<=C&&w.push(P)}}else{let Y=k>=s?s:k,B=Dt(v)-Dt(F),P=N+B+wl(F-N,Y);w.push(P);let Q=$(P),L=Q.getHours()+Q.getMinutes()/n+Q.getSeconds()/o,ne=k/o,V=b.axes[g]._space,fe=M/V;for(;P=Se(P+k,e==1?0:3),!(P>C);)if(ne>1){let q=Dt(Se(L+ne,6))%24,me=$(P).getHours()-q;me>1&&(me=-1),P-=me*o,L=(L+ne)%24;let ye=w[w.length-1];Se((P-ye)/k,3)*fe>=.7&&w.push(P)}else w.push(P)}return w}}return[c,m,d]}var[Sp,kp,xp]=Qc(1),[Tp,Mp,Cp]=Qc(.001);Ts(2,-53,53,[1]);function dc(e,t){return e.map(n=>n.map((o,s)=>s==0||s==8||o==null?o:t(s==1||n[8]==0?o:n[1]+o)))}function hc(e,t){return(n,o,s,l,r)=>{let a=t.find(v=>r>=v[0])||t[t.length-1],c,m,d,$,b,g;return o.map(v=>{let C=e(v),k=C.getFullYear(),M=C.getMonth(),w=C.getDate(),O=C.getHours(),x=C.getMinutes(),ee=C.getSeconds(),F=k!=c&&a[2]||M!=m&&a[3]||w!=d&&a[4]||O!=$&&a[5]||x!=b&&a[6]||ee!=g&&a[7]||a[1];return c=k,m=M,d=w,$=O,b=x,g=ee,F(C)})}}function Ep(e,t){let n=sa(t);return(o,s,l,r,a)=>s.map(c=>n(e(c)))}function jr(e,t,n){return new Date(e,t,n)}function $c(e,t){return t(e)}var Pp="{YYYY}-{MM}-{DD} {h}:{mm}{aa}";function gc(e,t){return(n,o,s,l)=>l==null?Zr:t(e(o))}function Ap(e,t){let n=e.series[t];return n.width?n.stroke(e,t):n.points.width?n.points.stroke(e,t):null}function Op(e,t){return e.series[t].fill(e,t)}var Np={show:!0,live:!0,isolate:!1,mount:Zm,markers:{show:!0,width:2,stroke:Ap,fill:Op,dash:"solid"},idx:null,idxs:null,values:[]};function Dp(e,t){let n=e.cursor.points,o=qt(),s=n.size(e,t);Ne(o,vs,s),Ne(o,ws,s);let l=s/-2;Ne(o,"marginLeft",l),Ne(o,"marginTop",l);let r=n.width(e,t,s);return r&&Ne(o,"borderWidth",r),o}function Lp(e,t){let n=e.series[t].points;return n._fill||n._stroke}function Rp(e,t){let n=e.series[t].points;return n._stroke||n._fill}function Fp(e,t){return e.series[t].points.size}var Ir=[0,0];function jp(e,t,n){return Ir[0]=t,Ir[1]=n,Ir}function hl(e,t,n,o=!0){return s=>{s.button==0&&(!o||s.target==t)&&n(s)}}function Hr(e,t,n,o=!0){return s=>{(!o||s.target==t)&&n(s)}}var Ip={show:!0,x:!0,y:!0,lock:!1,move:jp,points:{one:!1,show:Dp,size:Fp,width:0,stroke:Rp,fill:Lp},bind:{mousedown:hl,mouseup:hl,click:hl,dblclick:hl,mousemove:Hr,mouseleave:Hr,mouseenter:Hr},drag:{setScale:!0,x:!0,y:!1,dist:0,uni:null,click:(e,t)=>{t.stopPropagation(),t.stopImmediatePropagation()},_x:!1,_y:!1},focus:{dist:(e,t,n,o,s)=>o-s,prox:-1,bias:0},hover:{skip:[void 0],prox:null,bias:0},left:-10,top:-10,idx:null,dataIdx:null,idxs:null,event:null},Kc={show:!0,stroke:"rgba(0,0,0,0.07)",width:2},ra=Be({},Kc,{filter:Fc}),Zc=Be({},ra,{size:10}),Xc=Be({},Kc,{show:!1}),aa='12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji"',eu="bold "+aa,tu=1.5,_c={show:!0,scale:"x",stroke:Kr,space:50,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:eu,side:2,grid:ra,ticks:Zc,border:Xc,font:aa,lineGap:tu,rotate:0},Hp="Value",Up="Time",bc={show:!0,scale:"x",auto:!1,sorted:1,min:we,max:-we,idxs:[]};function zp(e,t,n,o,s){return t.map(l=>l==null?"":na(l))}function Wp(e,t,n,o,s,l,r){let a=[],c=jn.get(s)||0;n=r?n:Se(wl(n,s),c);for(let m=n;m<=o;m=Se(m+s,c))a.push(Object.is(m,-0)?0:m);return a}function Gr(e,t,n,o,s,l,r){let a=[],c=e.scales[e.axes[t].scale].log,m=c==10?Sn:Dc,d=Dt(m(n));s=Vo(c,d),c==10&&(s=no[en(s,no)]);let $=n,b=s*c;c==10&&(b=no[en(b,no)]);do a.push($),$=$+s,c==10&&!jn.has($)&&($=Se($,jn.get(s))),$>=b&&(s=$,b=s*c,c==10&&(b=no[en(b,no)]));while($<=o);return a}function qp(e,t,n,o,s,l,r){let c=e.scales[e.axes[t].scale].asinh,m=o>c?Gr(e,t,bt(c,n),o,s):[c],d=o>=0&&n<=0?[0]:[];return(n<-c?Gr(e,t,bt(c,-o),-n,s):[c]).reverse().map(b=>-b).concat(d,m)}var nu=/./,Vp=/[12357]/,Gp=/[125]/,yc=/1/,Br=(e,t,n,o)=>e.map((s,l)=>t==4&&s==0||l%o==0&&n.test(s.toExponential()[s<0?1:0])?s:null);function Bp(e,t,n,o,s){let l=e.axes[n],r=l.scale,a=e.scales[r],c=e.valToPos,m=l._space,d=c(10,r),$=c(9,r)-d>=m?nu:c(7,r)-d>=m?Vp:c(5,r)-d>=m?Gp:yc;if($==yc){let b=Xe(c(1,r)-d);if(b<m)return Br(t.slice().reverse(),a.distr,$,Vt(m/b)).reverse()}return Br(t,a.distr,$,1)}function Jp(e,t,n,o,s){let l=e.axes[n],r=l.scale,a=l._space,c=e.valToPos,m=Xe(c(1,r)-c(2,r));return m<a?Br(t.slice().reverse(),3,nu,Vt(a/m)).reverse():t}function Yp(e,t,n,o){return o==null?Zr:t==null?"":na(t)}var vc={show:!0,scale:"y",stroke:Kr,space:30,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:eu,side:3,grid:ra,ticks:Zc,border:Xc,font:aa,lineGap:tu,rotate:0};function Qp(e,t){let n=3+(e||1)*2;return Se(n*t,3)}function Kp(e,t){let{scale:n,idxs:o}=e.series[0],s=e._data[0],l=e.valToPos(s[o[0]],n,!0),r=e.valToPos(s[o[1]],n,!0),a=Xe(r-l),c=e.series[t],m=a/(c.points.space*$e);return o[1]-o[0]<=m}var wc={scale:null,auto:!0,sorted:0,min:we,max:-we},ou=(e,t,n,o,s)=>s,Sc={show:!0,auto:!0,sorted:0,gaps:ou,alpha:1,facets:[Be({},wc,{scale:"x"}),Be({},wc,{scale:"y"})]},kc={scale:"y",auto:!0,sorted:0,show:!0,spanGaps:!1,gaps:ou,alpha:1,points:{show:Kp,filter:null},values:null,min:we,max:-we,idxs:[],path:null,clip:null};function Zp(e,t,n,o,s){return n/10}var su={time:!0,auto:!0,distr:1,log:10,asinh:1,min:null,max:null,dir:1,ori:0},Xp=Be({},su,{time:!1,ori:1}),xc={};function lu(e,t){let n=xc[e];return n||(n={key:e,plots:[],sub(o){n.plots.push(o)},unsub(o){n.plots=n.plots.filter(s=>s!=o)},pub(o,s,l,r,a,c,m){for(let d=0;d<n.plots.length;d++)n.plots[d]!=s&&n.plots[d].pub(o,s,l,r,a,c,m)}},e!=null&&(xc[e]=n)),n}var Jo=1,Jr=2;function ro(e,t,n){let o=e.mode,s=e.series[t],l=o==2?e._data[t]:e._data,r=e.scales,a=e.bbox,c=l[0],m=o==2?l[1]:l[t],d=o==2?r[s.facets[0].scale]:r[e.series[0].scale],$=o==2?r[s.facets[1].scale]:r[s.scale],b=a.left,g=a.top,v=a.width,C=a.height,k=e.valToPosH,M=e.valToPosV;return d.ori==0?n(s,c,m,d,$,k,M,b,g,v,C,xl,Qo,Ml,au,cu):n(s,c,m,d,$,M,k,g,b,C,v,Tl,Ko,ua,iu,uu)}function ia(e,t){let n=0,o=0,s=de(e.bands,oa);for(let l=0;l<s.length;l++){let r=s[l];r.series[0]==t?n=r.dir:r.series[1]==t&&(r.dir==1?o|=1:o|=2)}return[n,o==1?-1:o==2?1:o==3?2:0]}function ed(e,t,n,o,s){let l=e.mode,r=e.series[t],a=l==2?r.facets[1].scale:r.scale,c=e.scales[a];return s==-1?c.min:s==1?c.max:c.distr==3?c.dir==1?c.min:c.max:0}function kn(e,t,n,o,s,l){return ro(e,t,(r,a,c,m,d,$,b,g,v,C,k)=>{let M=r.pxRound,w=m.dir*(m.ori==0?1:-1),O=m.ori==0?Qo:Ko,x,ee;w==1?(x=n,ee=o):(x=o,ee=n);let F=M($(a[x],m,C,g)),Z=M(b(c[x],d,k,v)),N=M($(a[ee],m,C,g)),Y=M(b(l==1?d.max:d.min,d,k,v)),B=new Path2D(s);return O(B,N,Y),O(B,F,Y),O(B,F,Z),B})}function kl(e,t,n,o,s,l){let r=null;if(e.length>0){r=new Path2D;let a=t==0?Ml:ua,c=n;for(let $=0;$<e.length;$++){let b=e[$];if(b[1]>b[0]){let g=b[0]-c;g>0&&a(r,c,o,g,o+l),c=b[1]}}let m=n+s-c,d=10;m>0&&a(r,c,o-d/2,m,o+l+d)}return r}function td(e,t,n){let o=e[e.length-1];o&&o[0]==t?o[1]=n:e.push([t,n])}function ca(e,t,n,o,s,l,r){let a=[],c=e.length;for(let m=s==1?n:o;m>=n&&m<=o;m+=s)if(t[m]===null){let $=m,b=m;if(s==1)for(;++m<=o&&t[m]===null;)b=m;else for(;--m>=n&&t[m]===null;)b=m;let g=l(e[$]),v=b==$?g:l(e[b]),C=$-s;g=r<=0&&C>=0&&C<c?l(e[C]):g;let M=b+s;v=r>=0&&M>=0&&M<c?l(e[M]):v,v>=g&&a.push([g,v])}return a}function Tc(e){return e==0?Rc:e==1?Ze:t=>to(t,e)}function ru(e){let t=e==0?xl:Tl,n=e==0?(s,l,r,a,c,m)=>{s.arcTo(l,r,a,c,m)}:(s,l,r,a,c,m)=>{s.arcTo(r,l,c,a,m)},o=e==0?(s,l,r,a,c)=>{s.rect(l,r,a,c)}:(s,l,r,a,c)=>{s.rect(r,l,c,a)};return(s,l,r,a,c,m=0,d=0)=>{m==0&&d==0?o(s,l,r,a,c):(m=tn(m,a/2,c/2),d=tn(d,a/2,c/2),t(s,l+m,r),n(s,l+a,r,l+a,r+c,m),n(s,l+a,r+c,l,r+c,d),n(s,l,r+c,l,r,d),n(s,l,r,l+a,r,m),s.closePath())}}var xl=(e,t,n)=>{e.moveTo(t,n)},Tl=(e,t,n)=>{e.moveTo(n,t)},Qo=(e,t,n)=>{e.lineTo(t,n)},Ko=(e,t,n)=>{e.lineTo(n,t)},Ml=ru(0),ua=ru(1),au=(e,t,n,o,s,l)=>{e.arc(t,n,o,s,l)},iu=(e,t,n,o,s,l)=>{e.arc(n,t,o,s,l)},cu=(e,t,n,o,s,l,r)=>{e.bezierCurveTo(t,n,o,s,l,r)},uu=(e,t,n,o,s,l,r)=>{e.bezierCurveTo(n,t,s,o,r,l)};function fu(e){return(t,n,o,s,l)=>ro(t,n,(r,a,c,m,d,$,b,g,v,C,k)=>{let{pxRound:M,points:w}=r,O,x;m.ori==0?(O=xl,x=au):(O=Tl,x=iu);let ee=Se(w.width*$e,3),F=(w.size-w.width)/2*$e,Z=Se(F*2,3),N=new Path2D,Y=new Path2D,{left:B,top:P,width:Q,height:L}=t.bbox;Ml(Y,B-Z,P-Z,Q+Z*2,L+Z*2);let ne=V=>{if(c[V]!=null){let fe=M($(a[V],m,C,g)),q=M(b(c[V],d,k,v));O(N,fe+F,q),x(N,fe,q,F,0,$l*2)}};if(l)l.forEach(ne);else for(let V=o;V<=s;V++)ne(V);return{stroke:ee>0?N:null,fill:N,clip:Y,flags:Jo|Jr}})}function mu(e){return(t,n,o,s,l,r)=>{o!=s&&(l!=o&&r!=o&&e(t,n,o),l!=s&&r!=s&&e(t,n,s),e(t,n,r))}}var nd=mu(Qo),od=mu(Ko);function pu(e){let t=de(e?.alignGaps,0);return(n,o,s,l)=>ro(n,o,(r,a,c,m,d,$,b,g,v,C,k)=>{[s,l]=yl(c,s,l);let M=r.pxRound,w=L=>M($(L,m,C,g)),O=L=>M(b(L,d,k,v)),x,ee;m.ori==0?(x=Qo,ee=nd):(x=Ko,ee=od);let F=m.dir*(m.ori==0?1:-1),Z={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:Jo},N=Z.stroke,Y=!1;if(l-s>=C*4){let L=U=>n.posToVal(U,m.key,!0),ne=null,V=null,fe,q,yt,De=w(a[F==1?s:l]),me=w(a[s]),ye=w(a[l]),re=L(F==1?me+1:ye-1);for(let U=F==1?s:l;U>=s&&U<=l;U+=F){let Je=a[U],Le=(F==1?Je<re:Je>re)?De:w(Je),ge=c[U];Le==De?ge!=null?(q=ge,ne==null?(x(N,Le,O(q)),fe=ne=V=q):q<ne?ne=q:q>V&&(V=q)):ge===null&&(Y=!0):(ne!=null&&ee(N,De,O(ne),O(V),O(fe),O(q)),ge!=null?(q=ge,x(N,Le,O(q)),ne=V=fe=q):(ne=V=null,ge===null&&(Y=!0)),De=Le,re=L(De+F))}ne!=null&&ne!=V&&yt!=De&&ee(N,De,O(ne),O(V),O(fe),O(q))}else for(let L=F==1?s:l;L>=s&&L<=l;L+=F){let ne=c[L];ne===null?Y=!0:ne!=null&&x(N,w(a[L]),O(ne))}let[P,Q]=ia(n,o);if(r.fill!=null||P!=0){let L=Z.fill=new Path2D(N),ne=r.fillTo(n,o,r.min,r.max,P),V=O(ne),fe=w(a[s]),q=w(a[l]);F==-1&&([q,fe]=[fe,q]),x(L,q,V),x(L,fe,V)}if(!r.spanGaps){let L=[];Y&&L.push(...ca(a,c,s,l,F,w,t)),Z.gaps=L=r.gaps(n,o,s,l,L),Z.clip=kl(L,m.ori,g,v,C,k)}return Q!=0&&(Z.band=Q==2?[kn(n,o,s,l,N,-1),kn(n,o,s,l,N,1)]:kn(n,o,s,l,N,Q)),Z})}function sd(e){let t=de(e.align,1),n=de(e.ascDesc,!1),o=de(e.alignGaps,0),s=de(e.extend,!1);return(l,r,a,c)=>ro(l,r,(m,d,$,b,g,v,C,k,M,w,O)=>{[a,c]=yl($,a,c);let x=m.pxRound,{left:ee,width:F}=l.bbox,Z=me=>x(v(me,b,w,k)),N=me=>x(C(me,g,O,M)),Y=b.ori==0?Qo:Ko,B={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:Jo},P=B.stroke,Q=b.dir*(b.ori==0?1:-1),L=N($[Q==1?a:c]),ne=Z(d[Q==1?a:c]),V=ne,fe=ne;s&&t==-1&&(fe=ee,Y(P,fe,L)),Y(P,ne,L);for(let me=Q==1?a:c;me>=a&&me<=c;me+=Q){let ye=$[me];if(ye==null)continue;let re=Z(d[me]),U=N(ye);t==1?Y(P,re,L):Y(P,V,U),Y(P,re,U),L=U,V=re}let q=V;s&&t==1&&(q=ee+F,Y(P,q,L));let[yt,De]=ia(l,r);if(m.fill!=null||yt!=0){let me=B.fill=new Path2D(P),ye=m.fillTo(l,r,m.min,m.max,yt),re=N(ye);Y(me,q,re),Y(me,fe,re)}if(!m.spanGaps){let me=[];me.push(...ca(d,$,a,c,Q,Z,o));let ye=m.width*$e/2,re=n||t==1?ye:-ye,U=n||t==-1?-ye:ye;me.forEach(Je=>{Je[0]+=re,Je[1]+=U}),B.gaps=me=m.gaps(l,r,a,c,me),B.clip=kl(me,b.ori,k,M,w,O)}return De!=0&&(B.band=De==2?[kn(l,r,a,c,P,-1),kn(l,r,a,c,P,1)]:kn(l,r,a,c,P,De)),B})}function Mc(e,t,n,o,s,l,r=we){if(e.length>1){let a=null;for(let c=0,m=1/0;c<e.length;c++)if(t[c]!==void 0){if(a!=null){let d=Xe(e[c]-e[a]);d<m&&(m=d,r=Xe(n(e[c],o,s,l)-n(e[a],o,s,l)))}a=c}}return r}function ld(e){e=e||xs;let t=de(e.size,[.6,we,1]),n=e.align||0,o=e.gap||0,s=e.radius;s=s==null?[0,0]:typeof s=="number"?[s,0]:s;let l=ue(s),r=1-t[0],a=de(t[1],we),c=de(t[2],1),m=de(e.disp,xs),d=de(e.each,g=>{}),{fill:$,stroke:b}=m;return(g,v,C,k)=>ro(g,v,(M,w,O,x,ee,F,Z,N,Y,B,P)=>{let Q=M.pxRound,L=n,ne=o*$e,V=a*$e,fe=c*$e,q,yt;x.ori==0?[q,yt]=l(g,v):[yt,q]=l(g,v);let De=x.dir*(x.ori==0?1:-1),me=x.ori==0?Ml:ua,ye=x.ori==0?d:(j,ke,Ye,uo,Un,on,zn)=>{d(j,ke,Ye,Un,uo,zn,on)},re=de(g.bands,oa).find(j=>j.series[0]==v),U=re!=null?re.dir:0,Je=M.fillTo(g,v,M.min,M.max,U),pt=Q(Z(Je,ee,P,Y)),Le,ge,Gt,xt=B,Fe=Q(M.width*$e),nn=!1,hn=null,Rt=null,xn=null,ao=null;$!=null&&(Fe==0||b!=null)&&(nn=!0,hn=$.values(g,v,C,k),Rt=new Map,new Set(hn).forEach(j=>{j!=null&&Rt.set(j,new Path2D)}),Fe>0&&(xn=b.values(g,v,C,k),ao=new Map,new Set(xn).forEach(j=>{j!=null&&ao.set(j,new Path2D)})));let{x0:io,size:Xo}=m;if(io!=null&&Xo!=null){L=1,w=io.values(g,v,C,k),io.unit==2&&(w=w.map(Ye=>g.posToVal(N+Ye*B,x.key,!0)));let j=Xo.values(g,v,C,k);Xo.unit==2?ge=j[0]*B:ge=F(j[0],x,B,N)-F(0,x,B,N),xt=Mc(w,O,F,x,B,N,xt),Gt=xt-ge+ne}else xt=Mc(w,O,F,x,B,N,xt),Gt=xt*r+ne,ge=xt-Gt;Gt<1&&(Gt=0),Fe>=ge/2&&(Fe=0),Gt<5&&(Q=Rc);let Os=Gt>0,In=xt-Gt-(Os?Fe:0);ge=Q(Vr(In,fe,V)),Le=(L==0?ge/2:L==De?0:ge)-L*De*((L==0?ne/2:0)+(Os?Fe/2:0));let dt={stroke:null,fill:null,clip:null,band:null,gaps:null,flags:0},co=nn?null:new Path2D,$n=null;if(re!=null)$n=g.data[re.series[1]];else{let{y0:j,y1:ke}=m;j!=null&&ke!=null&&(O=ke.values(g,v,C,k),$n=j.values(g,v,C,k))}let Hn=q*ge,se=yt*ge;for(let j=De==1?C:k;j>=C&&j<=k;j+=De){let ke=O[j];if(ke==null)continue;if($n!=null){let vt=$n[j]??0;if(ke-vt==0)continue;pt=Z(vt,ee,P,Y)}let Ye=x.distr!=2||m!=null?w[j]:j,uo=F(Ye,x,B,N),Un=Z(de(ke,Je),ee,P,Y),on=Q(uo-Le),zn=Q(bt(Un,pt)),Tt=Q(tn(Un,pt)),Ft=zn-Tt;if(ke!=null){let vt=ke<0?se:Hn,Bt=ke<0?Hn:se;nn?(Fe>0&&xn[j]!=null&&me(ao.get(xn[j]),on,Tt+Dt(Fe/2),ge,bt(0,Ft-Fe),vt,Bt),hn[j]!=null&&me(Rt.get(hn[j]),on,Tt+Dt(Fe/2),ge,bt(0,Ft-Fe),vt,Bt)):me(co,on,Tt+Dt(Fe/2),ge,bt(0,Ft-Fe),vt,Bt),ye(g,v,j,on-Fe/2,Tt,ge+Fe,Ft)}}return Fe>0?dt.stroke=nn?ao:co:nn||(dt._fill=M.width==0?M._fill:M._stroke??M._fill,dt.width=0),dt.fill=nn?Rt:co,dt})}function rd(e,t){let n=de(t?.alignGaps,0);return(o,s,l,r)=>ro(o,s,(a,c,m,d,$,b,g,v,C,k,M)=>{[l,r]=yl(m,l,r);let w=a.pxRound,O=q=>w(b(q,d,k,v)),x=q=>w(g(q,$,M,C)),ee,F,Z;d.ori==0?(ee=xl,Z=Qo,F=cu):(ee=Tl,Z=Ko,F=uu);let N=d.dir*(d.ori==0?1:-1),Y=O(c[N==1?l:r]),B=Y,P=[],Q=[];for(let q=N==1?l:r;q>=l&&q<=r;q+=N)if(m[q]!=null){let De=c[q],me=O(De);P.push(B=me),Q.push(x(m[q]))}let L={stroke:e(P,Q,ee,Z,F,w),fill:null,clip:null,band:null,gaps:null,flags:Jo},ne=L.stroke,[V,fe]=ia(o,s);if(a.fill!=null||V!=0){let q=L.fill=new Path2D(ne),yt=a.fillTo(o,s,a.min,a.max,V),De=x(yt);Z(q,B,De),Z(q,Y,De)}if(!a.spanGaps){let q=[];q.push(...ca(c,m,l,r,N,O,n)),L.gaps=q=a.gaps(o,s,l,r,q),L.clip=kl(q,d.ori,v,C,k,M)}return fe!=0&&(L.band=fe==2?[kn(o,s,l,r,ne,-1),kn(o,s,l,r,ne,1)]:kn(o,s,l,r,ne,fe)),L})}function ad(e){return rd(id,e)}function id(e,t,n,o,s,l){let r=e.length;if(r<2)return null;let a=new Path2D;if(n(a,e[0],t[0]),r==2)o(a,e[1],t[1]);else{let c=Array(r),m=Array(r-1),d=Array(r-1),$=Array(r-1);for(let b=0;b<r-1;b++)d[b]=t[b+1]-t[b],$[b]=e[b+1]-e[b],m[b]=d[b]/$[b];c[0]=m[0];for(let b=1;b<r-1;b++)m[b]===0||m[b-1]===0||m[b-1]>0!=m[b]>0?c[b]=0:(c[b]=3*($[b-1]+$[b])/((2*$[b]+$[b-1])/m[b-1]+($[b]+2*$[b-1])/m[b]),isFinite(c[b])||(c[b]=0));c[r-1]=m[r-2];for(let b=0;b<r-1;b++)s(a,e[b]+$[b]/3,t[b]+c[b]*$[b]/3,e[b+1]-$[b]/3,t[b+1]-c[b+1]*$[b]/3,e[b+1],t[b+1])}return a}var Yr=new Set;function Cc(){for(let e of Yr)e.syncRect(!0)}Yo&&(so(zm,qo,Cc),so(Wm,qo,Cc,!0),so(gl,qo,()=>{at.pxRatio=$e}));var cd=pu(),ud=fu();function Ec(e,t,n,o){return(o?[e[0],e[1]].concat(e.slice(2)):[e[0]].concat(e.slice(1))).map((l,r)=>Qr(l,r,t,n))}function fd(e,t){return e.map((n,o)=>o==0?{}:Be({},t,n))}function Qr(e,t,n,o){return Be({},t==0?n:o,e)}function du(e,t,n){return t==null?Go:[t,n]}var md=du;function pd(e,t,n){return t==null?Go:_l(t,n,ta,!0)}function hu(e,t,n,o){return t==null?Go:vl(t,n,e.scales[o].log,!1)}var dd=hu;function $u(e,t,n,o){return t==null?Go:ea(t,n,e.scales[o].log,!1)}var hd=$u;function $d(e,t,n,o,s){let l=bt(ac(e),ac(t)),r=t-e,a=en(s/o*r,n);do{let c=n[a],m=o*c/r;if(m>=s&&l+(c<5?jn.get(c):0)<=17)return[c,m]}while(++a<n.length);return[0,0]}function Pc(e){let t,n;return e=e.replace(/(\d+)px/,(o,s)=>(t=Ze((n=+s)*$e))+"px"),[e,t,n]}function gd(e){e.show&&[e.font,e.labelFont].forEach(t=>{let n=Se(t[2]*$e,1);t[0]=t[0].replace(/[0-9.]+px/,n+"px"),t[1]=n})}function at(e,t,n){let o={mode:de(e.mode,1)},s=o.mode;function l(i,f,p,h){let _=f.valToPct(i);return h+p*(f.dir==-1?1-_:_)}function r(i,f,p,h){let _=f.valToPct(i);return h+p*(f.dir==-1?_:1-_)}function a(i,f,p,h){return f.ori==0?l(i,f,p,h):r(i,f,p,h)}o.valToPosH=l,o.valToPosV=r;let c=!1;o.status=0;let m=o.root=qt(km);if(e.id!=null&&(m.id=e.id),Nt(m,e.class),e.title){let i=qt(Mm,m);i.textContent=e.title}let d=Xt("canvas"),$=o.ctx=d.getContext("2d"),b=qt(Cm,m);so("click",b,i=>{i.target===v&&(Me!=wo||Re!=So)&&ct.click(o,i)},!0);let g=o.under=qt(Em,b);b.appendChild(d);let v=o.over=qt(Pm,b);e=Bo(e);let C=+de(e.pxAlign,1),k=Tc(C);(e.plugins||[]).forEach(i=>{i.opts&&(e=i.opts(o,e)||e)});let M=e.ms||.001,w=o.series=s==1?Ec(e.series||[],bc,kc,!1):fd(e.series||[null],Sc),O=o.axes=Ec(e.axes||[],_c,vc,!0),x=o.scales={},ee=o.bands=e.bands||[];ee.forEach(i=>{i.fill=ue(i.fill||null),i.dir=de(i.dir,-1)});let F=s==2?w[1].facets[0].scale:w[0].scale,Z={axes:$f,series:ff},N=(e.drawOrder||["axes","series"]).map(i=>Z[i]);function Y(i){let f=i.distr==3?p=>Sn(p>0?p:i.clamp(o,p,i.min,i.max,i.key)):i.distr==4?p=>Fr(p,i.asinh):i.distr==100?p=>i.fwd(p):p=>p;return p=>{let h=f(p),{_min:_,_max:y}=i,S=y-_;return(h-_)/S}}function B(i){let f=x[i];if(f==null){let p=(e.scales||xs)[i]||xs;if(p.from!=null){B(p.from);let h=Be({},x[p.from],p,{key:i});h.valToPct=Y(h),x[i]=h}else{f=x[i]=Be({},i==F?su:Xp,p),f.key=i;let h=f.time,_=f.range,y=Fn(_);if((i!=F||s==2&&!h)&&(y&&(_[0]==null||_[1]==null)&&(_={min:_[0]==null?sc:{mode:1,hard:_[0],soft:_[0]},max:_[1]==null?sc:{mode:1,hard:_[1],soft:_[1]}},y=!1),!y&&Sl(_))){let S=_;_=(T,E,D)=>E==null?Go:_l(E,D,S)}f.range=ue(_||(h?md:i==F?f.distr==3?dd:f.distr==4?hd:du:f.distr==3?hu:f.distr==4?$u:pd)),f.auto=ue(y?!1:f.auto),f.clamp=ue(f.clamp||Zp),f._min=f._max=null,f.valToPct=Y(f)}}}B("x"),B("y"),s==1&&w.forEach(i=>{B(i.scale)}),O.forEach(i=>{B(i.scale)});for(let i in e.scales)B(i);let P=x[F],Q=P.distr,L,ne;P.ori==0?(Nt(m,xm),L=l,ne=r):(Nt(m,Tm),L=r,ne=l);let V={};for(let i in x){let f=x[i];(f.min!=null||f.max!=null)&&(V[i]={min:f.min,max:f.max},f.min=f.max=null)}let fe=e.tzDate||(i=>new Date(Ze(i/M))),q=e.fmtDate||sa,yt=M==1?xp(fe):Cp(fe),De=hc(fe,dc(M==1?kp:Mp,q)),me=gc(fe,$c(Pp,q)),ye=[],re=o.legend=Be({},Np,e.legend),U=o.cursor=Be({},Ip,{drag:{y:s==2}},e.cursor),Je=re.show,pt=U.show,Le=re.markers;re.idxs=ye,Le.width=ue(Le.width),Le.dash=ue(Le.dash),Le.stroke=ue(Le.stroke),Le.fill=ue(Le.fill);let ge,Gt,xt,Fe=[],nn=[],hn,Rt=!1,xn={};if(re.live){let i=w[1]?w[1].values:null;Rt=i!=null,hn=Rt?i(o,1,0):{_:0};for(let f in hn)xn[f]=Zr}if(Je)if(ge=Xt("table",Rm,m),xt=Xt("tbody",null,ge),re.mount(o,ge),Rt){Gt=Xt("thead",null,ge,xt);let i=Xt("tr",null,Gt);Xt("th",null,i);for(var ao in hn)Xt("th",Vi,i).textContent=ao}else Nt(ge,jm),re.live&&Nt(ge,Fm);let io={show:!0},Xo={show:!1};function Os(i,f){if(f==0&&(Rt||!re.live||s==2))return Go;let p=[],h=Xt("tr",Im,xt,xt.childNodes[f]);Nt(h,i.class),i.show||Nt(h,oo);let _=Xt("th",null,h);if(Le.show){let T=qt(Hm,_);if(f>0){let E=Le.width(o,f);E&&(T.style.border=E+"px "+Le.dash(o,f)+" "+Le.stroke(o,f)),T.style.background=Le.fill(o,f)}}let y=qt(Vi,_);i.label instanceof HTMLElement?y.appendChild(i.label):y.textContent=i.label,f>0&&(Le.show||(y.style.color=i.width>0?Le.stroke(o,f):Le.fill(o,f)),dt("click",_,T=>{if(U._lock)return;qn(T);let E=w.indexOf(i);if((T.ctrlKey||T.metaKey)!=re.isolate){let D=w.some((R,I)=>I>0&&I!=E&&R.show);w.forEach((R,I)=>{I>0&&ln(I,D?I==E?io:Xo:io,!0,qe.setSeries)})}else ln(E,{show:!i.show},!0,qe.setSeries)},!1),mo&&dt(Yi,_,T=>{U._lock||(qn(T),ln(w.indexOf(i),xo,!0,qe.setSeries))},!1));for(var S in hn){let T=Xt("td",Um,h);T.textContent="--",p.push(T)}return[h,p]}let In=new Map;function dt(i,f,p,h=!0){let _=In.get(f)||{},y=U.bind[i](o,f,p,h);y&&(so(i,f,_[i]=y),In.set(f,_))}function co(i,f,p){let h=In.get(f)||{};for(let _ in h)(i==null||_==i)&&(qr(_,f,h[_]),delete h[_]);i==null&&In.delete(f)}let $n=0,Hn=0,se=0,j=0,ke=0,Ye=0,uo=ke,Un=Ye,on=se,zn=j,Tt=0,Ft=0,vt=0,Bt=0;o.bbox={};let Il=!1,Ns=!1,fo=!1,Wn=!1,Ds=!1,jt=!1;function Hl(i,f,p){(p||i!=o.width||f!=o.height)&&ga(i,f),_o(!1),fo=!0,Ns=!0,bo()}function ga(i,f){o.width=$n=se=i,o.height=Hn=j=f,ke=Ye=0,of(),sf();let p=o.bbox;Tt=p.left=to(ke*$e,.5),Ft=p.top=to(Ye*$e,.5),vt=p.width=to(se*$e,.5),Bt=p.height=to(j*$e,.5)}let ef=3;function tf(){let i=!1,f=0;for(;!i;){f++;let p=df(f),h=hf(f);i=f==ef||p&&h,i||(ga(o.width,o.height),Ns=!0)}}function nf({width:i,height:f}){Hl(i,f)}o.setSize=nf;function of(){let i=!1,f=!1,p=!1,h=!1;O.forEach((_,y)=>{if(_.show&&_._show){let{side:S,_size:T}=_,E=S%2,D=_.label!=null?_.labelSize:0,R=T+D;R>0&&(E?(se-=R,S==3?(ke+=R,h=!0):p=!0):(j-=R,S==0?(Ye+=R,i=!0):f=!0))}}),Vn[0]=i,Vn[1]=p,Vn[2]=f,Vn[3]=h,se-=Tn[1]+Tn[3],ke+=Tn[3],j-=Tn[2]+Tn[0],Ye+=Tn[0]}function sf(){let i=ke+se,f=Ye+j,p=ke,h=Ye;function _(y,S){switch(y){case 1:return i+=S,i-S;case 2:return f+=S,f-S;case 3:return p-=S,p+S;case 0:return h-=S,h+S}}O.forEach((y,S)=>{if(y.show&&y._show){let T=y.side;y._pos=_(T,y._size),y.label!=null&&(y._lpos=_(T,y.labelSize))}})}if(U.dataIdx==null){let i=U.hover,f=i.skip=new Set(i.skip??[]);f.add(void 0);let p=i.prox=ue(i.prox),h=i.bias??=0;U.dataIdx=(_,y,S,T)=>{if(y==0)return S;let E=S,D=p(_,y,S,T)??we,R=D>=0&&D<we,I=P.ori==0?se:j,oe=U.left,he=t[0],pe=t[y];if(f.has(pe[S])){E=null;let ie=null,K=null,z;if(h==0||h==-1)for(z=S;ie==null&&z-- >0;)f.has(pe[z])||(ie=z);if(h==0||h==1)for(z=S;K==null&&z++<pe.length;)f.has(pe[z])||(K=z);if(ie!=null||K!=null)if(R){let Ee=ie==null?-1/0:L(he[ie],P,I,0),Ie=K==null?1/0:L(he[K],P,I,0),lt=oe-Ee,ve=Ie-oe;lt<=ve?lt<=D&&(E=ie):ve<=D&&(E=K)}else E=K==null?ie:ie==null?K:S-ie<=K-S?ie:K}else R&&Xe(oe-L(he[S],P,I,0))>D&&(E=null);return E}}let qn=i=>{U.event=i};U.idxs=ye,U._lock=!1;let ft=U.points;ft.show=ue(ft.show),ft.size=ue(ft.size),ft.stroke=ue(ft.stroke),ft.width=ue(ft.width),ft.fill=ue(ft.fill);let sn=o.focus=Be({},e.focus||{alpha:.3},U.focus),mo=sn.prox>=0,po=mo&&ft.one,It=[],ho=[],$o=[];function _a(i,f){let p=ft.show(o,f);if(p instanceof HTMLElement)return Nt(p,Lm),Nt(p,i.class),mn(p,-10,-10,se,j),v.insertBefore(p,It[f]),p}function ba(i,f){if(s==1||f>0){let p=s==1&&x[i.scale].time,h=i.value;i.value=p?uc(h)?gc(fe,$c(h,q)):h||me:h||Yp,i.label=i.label||(p?Up:Hp)}if(po||f>0){i.width=i.width==null?1:i.width,i.paths=i.paths||cd||Xm,i.fillTo=ue(i.fillTo||ed),i.pxAlign=+de(i.pxAlign,C),i.pxRound=Tc(i.pxAlign),i.stroke=ue(i.stroke||null),i.fill=ue(i.fill||null),i._stroke=i._fill=i._paths=i._focus=null;let p=Qp(bt(1,i.width),1),h=i.points=Be({},{size:p,width:bt(1,p*.2),stroke:i.stroke,space:p*2,paths:ud,_stroke:null,_fill:null},i.points);h.show=ue(h.show),h.filter=ue(h.filter),h.fill=ue(h.fill),h.stroke=ue(h.stroke),h.paths=ue(h.paths),h.pxAlign=i.pxAlign}if(Je){let p=Os(i,f);Fe.splice(f,0,p[0]),nn.splice(f,0,p[1]),re.values.push(null)}if(pt){ye.splice(f,0,null);let p=null;po?f==0&&(p=_a(i,f)):f>0&&(p=_a(i,f)),It.splice(f,0,p),ho.splice(f,0,0),$o.splice(f,0,0)}st("addSeries",f)}function lf(i,f){f=f??w.length,i=s==1?Qr(i,f,bc,kc):Qr(i,f,{},Sc),w.splice(f,0,i),ba(w[f],f)}o.addSeries=lf;function rf(i){if(w.splice(i,1),Je){re.values.splice(i,1),nn.splice(i,1);let f=Fe.splice(i,1)[0];co(null,f.firstChild),f.remove()}pt&&(ye.splice(i,1),It.splice(i,1)[0].remove(),ho.splice(i,1),$o.splice(i,1)),st("delSeries",i)}o.delSeries=rf;let Vn=[!1,!1,!1,!1];function af(i,f){if(i._show=i.show,i.show){let p=i.side%2,h=x[i.scale];h==null&&(i.scale=p?w[1].scale:F,h=x[i.scale]);let _=h.time;i.size=ue(i.size),i.space=ue(i.space),i.rotate=ue(i.rotate),Fn(i.incrs)&&i.incrs.forEach(S=>{!jn.has(S)&&jn.set(S,Ic(S))}),i.incrs=ue(i.incrs||(h.distr==2?vp:_?M==1?Sp:Tp:no)),i.splits=ue(i.splits||(_&&h.distr==1?yt:h.distr==3?Gr:h.distr==4?qp:Wp)),i.stroke=ue(i.stroke),i.grid.stroke=ue(i.grid.stroke),i.ticks.stroke=ue(i.ticks.stroke),i.border.stroke=ue(i.border.stroke);let y=i.values;i.values=Fn(y)&&!Fn(y[0])?ue(y):_?Fn(y)?hc(fe,dc(y,q)):uc(y)?Ep(fe,y):y||De:y||zp,i.filter=ue(i.filter||(h.distr>=3&&h.log==10?Bp:h.distr==3&&h.log==2?Jp:Fc)),i.font=Pc(i.font),i.labelFont=Pc(i.labelFont),i._size=i.size(o,null,f,0),i._space=i._rotate=i._incrs=i._found=i._splits=i._values=null,i._size>0&&(Vn[f]=!0,i._el=qt(Am,b))}}function es(i,f,p,h){let[_,y,S,T]=p,E=f%2,D=0;return E==0&&(T||y)&&(D=f==0&&!_||f==2&&!S?Ze(_c.size/3):0),E==1&&(_||S)&&(D=f==1&&!y||f==3&&!T?Ze(vc.size/2):0),D}let ya=o.padding=(e.padding||[es,es,es,es]).map(i=>ue(de(i,es))),Tn=o._padding=ya.map((i,f)=>i(o,f,Vn,0)),it,et=null,tt=null,Ls=s==1?w[0].idxs:null,Jt=null,ts=!1;function va(i,f){if(t=i??[],o.data=o._data=t,s==2){it=0;for(let p=1;p<w.length;p++)it+=t[p][0].length}else{t.length==0&&(o.data=o._data=t=[[]]),Jt=t[0],it=Jt.length;let p=t;if(Q==2){p=t.slice();let h=p[0]=Array(it);for(let _=0;_<it;_++)h[_]=_}o._data=t=p}if(_o(!0),st("setData"),Q==2&&(fo=!0),f!==!1){let p=P;p.auto(o,ts)?Ul():Cn(F,p.min,p.max),Wn=Wn||U.left>=0,jt=!0,bo()}}o.setData=va;function Ul(){ts=!0;let i,f;s==1&&(it>0?(et=Ls[0]=0,tt=Ls[1]=it-1,i=t[0][et],f=t[0][tt],Q==2?(i=et,f=tt):i==f&&(Q==3?[i,f]=vl(i,i,P.log,!1):Q==4?[i,f]=ea(i,i,P.log,!1):P.time?f=i+Ze(86400/M):[i,f]=_l(i,f,ta,!0))):(et=Ls[0]=i=null,tt=Ls[1]=f=null)),Cn(F,i,f)}let Rs,go,zl,Wl,ql,Vl,Gl,Bl,Jl,wt;function wa(i,f,p,h,_,y){i??=Bi,p??=oa,h??="butt",_??=Bi,y??="round",i!=Rs&&($.strokeStyle=Rs=i),_!=go&&($.fillStyle=go=_),f!=zl&&($.lineWidth=zl=f),y!=ql&&($.lineJoin=ql=y),h!=Vl&&($.lineCap=Vl=h),p!=Wl&&$.setLineDash(Wl=p)}function Sa(i,f,p,h){f!=go&&($.fillStyle=go=f),i!=Gl&&($.font=Gl=i),p!=Bl&&($.textAlign=Bl=p),h!=Jl&&($.textBaseline=Jl=h)}function Yl(i,f,p,h,_=0){if(h.length>0&&i.auto(o,ts)&&(f==null||f.min==null)){let y=de(et,0),S=de(tt,h.length-1),T=p.min==null?Bm(h,y,S,_,i.distr==3):[p.min,p.max];i.min=tn(i.min,p.min=T[0]),i.max=bt(i.max,p.max=T[1])}}let ka={min:null,max:null};function cf(){for(let h in x){let _=x[h];V[h]==null&&(_.min==null||V[F]!=null&&_.auto(o,ts))&&(V[h]=ka)}for(let h in x){let _=x[h];V[h]==null&&_.from!=null&&V[_.from]!=null&&(V[h]=ka)}V[F]!=null&&_o(!0);let i={};for(let h in V){let _=V[h];if(_!=null){let y=i[h]=Bo(x[h],np);if(_.min!=null)Be(y,_);else if(h!=F||s==2)if(it==0&&y.from==null){let S=y.range(o,null,null,h);y.min=S[0],y.max=S[1]}else y.min=we,y.max=-we}}if(it>0){w.forEach((h,_)=>{if(s==1){let y=h.scale,S=V[y];if(S==null)return;let T=i[y];if(_==0){let E=T.range(o,T.min,T.max,y);T.min=E[0],T.max=E[1],et=en(T.min,t[0]),tt=en(T.max,t[0]),tt-et>1&&(t[0][et]<T.min&&et++,t[0][tt]>T.max&&tt--),h.min=Jt[et],h.max=Jt[tt]}else h.show&&h.auto&&Yl(T,S,h,t[_],h.sorted);h.idxs[0]=et,h.idxs[1]=tt}else if(_>0&&h.show&&h.auto){let[y,S]=h.facets,T=y.scale,E=S.scale,[D,R]=t[_],I=i[T],oe=i[E];I!=null&&Yl(I,V[T],y,D,y.sorted),oe!=null&&Yl(oe,V[E],S,R,S.sorted),h.min=S.min,h.max=S.max}});for(let h in i){let _=i[h],y=V[h];if(_.from==null&&(y==null||y.min==null)){let S=_.range(o,_.min==we?null:_.min,_.max==-we?null:_.max,h);_.min=S[0],_.max=S[1]}}}for(let h in i){let _=i[h];if(_.from!=null){let y=i[_.from];if(y.min==null)_.min=_.max=null;else{let S=_.range(o,y.min,y.max,h);_.min=S[0],_.max=S[1]}}}let f={},p=!1;for(let h in i){let _=i[h],y=x[h];if(y.min!=_.min||y.max!=_.max){y.min=_.min,y.max=_.max;let S=y.distr;y._min=S==3?Sn(y.min):S==4?Fr(y.min,y.asinh):S==100?y.fwd(y.min):y.min,y._max=S==3?Sn(y.max):S==4?Fr(y.max,y.asinh):S==100?y.fwd(y.max):y.max,f[h]=p=!0}}if(p){w.forEach((h,_)=>{s==2?_>0&&f.y&&(h._paths=null):f[h.scale]&&(h._paths=null)});for(let h in f)fo=!0,st("setScale",h);pt&&U.left>=0&&(Wn=jt=!0)}for(let h in V)V[h]=null}function uf(i){let f=Vr(et-1,0,it-1),p=Vr(tt+1,0,it-1);for(;i[f]==null&&f>0;)f--;for(;i[p]==null&&p<it-1;)p++;return[f,p]}function ff(){if(it>0){let i=w.some(f=>f._focus)&&wt!=sn.alpha;i&&($.globalAlpha=wt=sn.alpha),w.forEach((f,p)=>{if(p>0&&f.show&&(xa(p,!1),xa(p,!0),f._paths==null)){let h=wt;wt!=f.alpha&&($.globalAlpha=wt=f.alpha);let _=s==2?[0,t[p][0].length-1]:uf(t[p]);f._paths=f.paths(o,p,_[0],_[1]),wt!=h&&($.globalAlpha=wt=h)}}),w.forEach((f,p)=>{if(p>0&&f.show){let h=wt;wt!=f.alpha&&($.globalAlpha=wt=f.alpha),f._paths!=null&&Ta(p,!1);{let _=f._paths!=null?f._paths.gaps:null,y=f.points.show(o,p,et,tt,_),S=f.points.filter(o,p,y,_);(y||S)&&(f.points._paths=f.points.paths(o,p,et,tt,S),Ta(p,!0))}wt!=h&&($.globalAlpha=wt=h),st("drawSeries",p)}}),i&&($.globalAlpha=wt=1)}}function xa(i,f){let p=f?w[i].points:w[i];p._stroke=p.stroke(o,i),p._fill=p.fill(o,i)}function Ta(i,f){let p=f?w[i].points:w[i],{stroke:h,fill:_,clip:y,flags:S,_stroke:T=p._stroke,_fill:E=p._fill,_width:D=p.width}=p._paths;D=Se(D*$e,3);let R=null,I=D%2/2;f&&E==null&&(E=D>0?"#fff":T);let oe=p.pxAlign==1&&I>0;if(oe&&$.translate(I,I),!f){let he=Tt-D/2,pe=Ft-D/2,ie=vt+D,K=Bt+D;R=new Path2D,R.rect(he,pe,ie,K)}f?Ql(T,D,p.dash,p.cap,E,h,_,S,y):mf(i,T,D,p.dash,p.cap,E,h,_,S,R,y),oe&&$.translate(-I,-I)}function mf(i,f,p,h,_,y,S,T,E,D,R){let I=!1;E!=0&&ee.forEach((oe,he)=>{if(oe.series[0]==i){let pe=w[oe.series[1]],ie=t[oe.series[1]],K=(pe._paths||xs).band;Fn(K)&&(K=oe.dir==1?K[0]:K[1]);let z,Ee=null;pe.show&&K&&Ym(ie,et,tt)?(Ee=oe.fill(o,he)||y,z=pe._paths.clip):K=null,Ql(f,p,h,_,Ee,S,T,E,D,R,z,K),I=!0}}),I||Ql(f,p,h,_,y,S,T,E,D,R)}let Ma=Jo|Jr;function Ql(i,f,p,h,_,y,S,T,E,D,R,I){wa(i,f,p,h,_),(E||D||I)&&($.save(),E&&$.clip(E),D&&$.clip(D)),I?(T&Ma)==Ma?($.clip(I),R&&$.clip(R),js(_,S),Fs(i,y,f)):T&Jr?(js(_,S),$.clip(I),Fs(i,y,f)):T&Jo&&($.save(),$.clip(I),R&&$.clip(R),js(_,S),$.restore(),Fs(i,y,f)):(js(_,S),Fs(i,y,f)),(E||D||I)&&$.restore()}function Fs(i,f,p){p>0&&(f instanceof Map?f.forEach((h,_)=>{$.strokeStyle=Rs=_,$.stroke(h)}):f!=null&&i&&$.stroke(f))}function js(i,f){f instanceof Map?f.forEach((p,h)=>{$.fillStyle=go=h,$.fill(p)}):f!=null&&i&&$.fill(f)}function pf(i,f,p,h){let _=O[i],y;if(h<=0)y=[0,0];else{let S=_._space=_.space(o,i,f,p,h),T=_._incrs=_.incrs(o,i,f,p,h,S);y=$d(f,p,T,h,S)}return _._found=y}function Kl(i,f,p,h,_,y,S,T,E,D){let R=S%2/2;C==1&&$.translate(R,R),wa(T,S,E,D,T),$.beginPath();let I,oe,he,pe,ie=_+(h==0||h==3?-y:y);p==0?(oe=_,pe=ie):(I=_,he=ie);for(let K=0;K<i.length;K++)f[K]!=null&&(p==0?I=he=i[K]:oe=pe=i[K],$.moveTo(I,oe),$.lineTo(he,pe));$.stroke(),C==1&&$.translate(-R,-R)}function df(i){let f=!0;return O.forEach((p,h)=>{if(!p.show)return;let _=x[p.scale];if(_.min==null){p._show&&(f=!1,p._show=!1,_o(!1));return}else p._show||(f=!1,p._show=!0,_o(!1));let y=p.side,S=y%2,{min:T,max:E}=_,[D,R]=pf(h,T,E,S==0?se:j);if(R==0)return;let I=_.distr==2,oe=p._splits=p.splits(o,h,T,E,D,R,I),he=_.distr==2?oe.map(z=>Jt[z]):oe,pe=_.distr==2?Jt[oe[1]]-Jt[oe[0]]:D,ie=p._values=p.values(o,p.filter(o,he,h,R,pe),h,R,pe);p._rotate=y==2?p.rotate(o,ie,h,R):0;let K=p._size;p._size=Vt(p.size(o,ie,h,i)),K!=null&&p._size!=K&&(f=!1)}),f}function hf(i){let f=!0;return ya.forEach((p,h)=>{let _=p(o,h,Vn,i);_!=Tn[h]&&(f=!1),Tn[h]=_}),f}function $f(){for(let i=0;i<O.length;i++){let f=O[i];if(!f.show||!f._show)continue;let p=f.side,h=p%2,_,y,S=f.stroke(o,i),T=p==0||p==3?-1:1,[E,D]=f._found;if(f.label!=null){let $t=f.labelGap*T,Et=Ze((f._lpos+$t)*$e);Sa(f.labelFont[0],S,"center",p==2?"top":Gi),$.save(),h==1?(_=y=0,$.translate(Et,Ze(Ft+Bt/2)),$.rotate((p==3?-$l:$l)/2)):(_=Ze(Tt+vt/2),y=Et);let Jn=Lc(f.label)?f.label(o,i,E,D):f.label;$.fillText(Jn,_,y),$.restore()}if(D==0)continue;let R=x[f.scale],I=h==0?vt:Bt,oe=h==0?Tt:Ft,he=f._splits,pe=R.distr==2?he.map($t=>Jt[$t]):he,ie=R.distr==2?Jt[he[1]]-Jt[he[0]]:E,K=f.ticks,z=f.border,Ee=K.show?K.size:0,Ie=Ze(Ee*$e),lt=Ze((f.alignTo==2?f._size-Ee-f.gap:f.gap)*$e),ve=f._rotate*-$l/180,He=k(f._pos*$e),Mt=(Ie+lt)*T,ht=He+Mt;y=h==0?ht:0,_=h==1?ht:0;let Ht=f.font[0],Yt=f.align==1?zo:f.align==2?Dr:ve>0?zo:ve<0?Dr:h==0?"center":p==3?Dr:zo,an=ve||h==1?"middle":p==2?"top":Gi;Sa(Ht,S,Yt,an);let Ct=f.font[1]*f.lineGap,Ut=he.map($t=>k(a($t,R,I,oe))),Qt=f._values;for(let $t=0;$t<Qt.length;$t++){let Et=Qt[$t];if(Et!=null){h==0?_=Ut[$t]:y=Ut[$t],Et=""+Et;let Jn=Et.indexOf(`
`)==-1?[Et]:Et.split(/\n/gm);for(let gt=0;gt<Jn.length;gt++){let Ga=Jn[gt];ve?($.save(),$.translate(_,y+gt*Ct),$.rotate(ve),$.fillText(Ga,0,0),$.restore()):$.fillText(Ga,_,y+gt*Ct)}}}K.show&&Kl(Ut,K.filter(o,pe,i,D,ie),h,p,He,Ie,Se(K.width*$e,3),K.stroke(o,i),K.dash,K.cap);let cn=f.grid;cn.show&&Kl(Ut,cn.filter(o,pe,i,D,ie),h,h==0?2:1,h==0?Ft:Tt,h==0?Bt:vt,Se(cn.width*$e,3),cn.stroke(o,i),cn.dash,cn.cap),z.show&&Kl([He],[1],h==0?1:0,h==0?1:2,h==1?Ft:Tt,h==1?Bt:vt,Se(z.width*$e,3),z.stroke(o,i),z.dash,z.cap)}st("drawAxes")}function _o(i){w.forEach((f,p)=>{p>0&&(f._paths=null,i&&(s==1?(f.min=null,f.max=null):f.facets.forEach(h=>{h.min=null,h.max=null})))})}let Is=!1,Zl=!1,ns=[];function gf(){Zl=!1;for(let i=0;i<ns.length;i++)st(...ns[i]);ns.length=0}function bo(){Is||(cp(Ca),Is=!0)}function _f(i,f=!1){Is=!0,Zl=f,i(o),Ca(),f&&ns.length>0&&queueMicrotask(gf)}o.batch=_f;function Ca(){if(Il&&(cf(),Il=!1),fo&&(tf(),fo=!1),Ns){if(Ne(g,zo,ke),Ne(g,"top",Ye),Ne(g,vs,se),Ne(g,ws,j),Ne(v,zo,ke),Ne(v,"top",Ye),Ne(v,vs,se),Ne(v,ws,j),Ne(b,vs,$n),Ne(b,ws,Hn),d.width=Ze($n*$e),d.height=Ze(Hn*$e),O.forEach(({_el:i,_show:f,_size:p,_pos:h,side:_})=>{if(i!=null)if(f){let y=_===3||_===0?p:0,S=_%2==1;Ne(i,S?"left":"top",h-y),Ne(i,S?"width":"height",p),Ne(i,S?"top":"left",S?Ye:ke),Ne(i,S?"height":"width",S?j:se),Wr(i,oo)}else Nt(i,oo)}),Rs=go=zl=ql=Vl=Gl=Bl=Jl=Wl=null,wt=1,ls(!0),ke!=uo||Ye!=Un||se!=on||j!=zn){_o(!1);let i=se/on,f=j/zn;if(pt&&!Wn&&U.left>=0){U.left*=i,U.top*=f,yo&&mn(yo,Ze(U.left),0,se,j),vo&&mn(vo,0,Ze(U.top),se,j);for(let p=0;p<It.length;p++){let h=It[p];h!=null&&(ho[p]*=i,$o[p]*=f,mn(h,Vt(ho[p]),Vt($o[p]),se,j))}}if(Ce.show&&!Ds&&Ce.left>=0&&Ce.width>0){Ce.left*=i,Ce.width*=i,Ce.top*=f,Ce.height*=f;for(let p in sr)Ne(ko,p,Ce[p])}uo=ke,Un=Ye,on=se,zn=j}st("setSize"),Ns=!1}$n>0&&Hn>0&&($.clearRect(0,0,d.width,d.height),st("drawClear"),N.forEach(i=>i()),st("draw")),Ce.show&&Ds&&(Hs(Ce),Ds=!1),pt&&Wn&&(Bn(null,!0,!1),Wn=!1),re.show&&re.live&&jt&&(nr(),jt=!1),c||(c=!0,o.status=1,st("ready")),ts=!1,Is=!1}o.redraw=(i,f)=>{fo=f||!1,i!==!1?Cn(F,P.min,P.max):bo()};function Xl(i,f){let p=x[i];if(p.from==null){if(it==0){let h=p.range(o,f.min,f.max,i);f.min=h[0],f.max=h[1]}if(f.min>f.max){let h=f.min;f.min=f.max,f.max=h}if(it>1&&f.min!=null&&f.max!=null&&f.max-f.min<1e-16)return;i==F&&p.distr==2&&it>0&&(f.min=en(f.min,t[0]),f.max=en(f.max,t[0]),f.min==f.max&&f.max++),V[i]=f,Il=!0,bo()}}o.setScale=Xl;let er,tr,yo,vo,Ea,Pa,wo,So,Aa,Oa,Me,Re,Mn=!1,ct=U.drag,nt=ct.x,ot=ct.y;pt&&(U.x&&(er=qt(Nm,v)),U.y&&(tr=qt(Dm,v)),P.ori==0?(yo=er,vo=tr):(yo=tr,vo=er),Me=U.left,Re=U.top);let Ce=o.select=Be({show:!0,over:!0,left:0,width:0,top:0,height:0},e.select),ko=Ce.show?qt(Om,Ce.over?v:g):null;function Hs(i,f){if(Ce.show){for(let p in i)Ce[p]=i[p],p in sr&&Ne(ko,p,i[p]);f!==!1&&st("setSelect")}}o.setSelect=Hs;function bf(i){if(w[i].show)Je&&Wr(Fe[i],oo);else if(Je&&Nt(Fe[i],oo),pt){let p=po?It[0]:It[i];p!=null&&mn(p,-10,-10,se,j)}}function Cn(i,f,p){Xl(i,{min:f,max:p})}function ln(i,f,p,h){f.focus!=null&&kf(i),f.show!=null&&w.forEach((_,y)=>{y>0&&(i==y||i==null)&&(_.show=f.show,bf(y),s==2?(Cn(_.facets[0].scale,null,null),Cn(_.facets[1].scale,null,null)):Cn(_.scale,null,null),bo())}),p!==!1&&st("setSeries",i,f),h&&rs("setSeries",o,i,f)}o.setSeries=ln;function yf(i,f){Be(ee[i],f)}function vf(i,f){i.fill=ue(i.fill||null),i.dir=de(i.dir,-1),f=f??ee.length,ee.splice(f,0,i)}function wf(i){i==null?ee.length=0:ee.splice(i,1)}o.addBand=vf,o.setBand=yf,o.delBand=wf;function Sf(i,f){w[i].alpha=f,pt&&It[i]!=null&&(It[i].style.opacity=f),Je&&Fe[i]&&(Fe[i].style.opacity=f)}let gn,En,Gn,xo={focus:!0};function kf(i){if(i!=Gn){let f=i==null,p=sn.alpha!=1;w.forEach((h,_)=>{if(s==1||_>0){let y=f||_==0||_==i;h._focus=f?null:y,p&&Sf(_,y?1:sn.alpha)}}),Gn=i,p&&bo()}}Je&&mo&&dt(Qi,ge,i=>{U._lock||(qn(i),Gn!=null&&ln(null,xo,!0,qe.setSeries))});function rn(i,f,p){let h=x[f];p&&(i=i/$e-(h.ori==1?Ye:ke));let _=se;h.ori==1&&(_=j,i=_-i),h.dir==-1&&(i=_-i);let y=h._min,S=h._max,T=i/_,E=y+(S-y)*T,D=h.distr;return D==3?Vo(10,E):D==4?Km(E,h.asinh):D==100?h.bwd(E):E}function xf(i,f){let p=rn(i,F,f);return en(p,t[0],et,tt)}o.valToIdx=i=>en(i,t[0]),o.posToIdx=xf,o.posToVal=rn,o.valToPos=(i,f,p)=>x[f].ori==0?l(i,x[f],p?vt:se,p?Tt:0):r(i,x[f],p?Bt:j,p?Ft:0),o.setCursor=(i,f,p)=>{Me=i.left,Re=i.top,Bn(null,f,p)};function Na(i,f){Ne(ko,zo,Ce.left=i),Ne(ko,vs,Ce.width=f)}function Da(i,f){Ne(ko,"top",Ce.top=i),Ne(ko,ws,Ce.height=f)}let os=P.ori==0?Na:Da,ss=P.ori==1?Na:Da;function Tf(){if(Je&&re.live)for(let i=s==2?1:0;i<w.length;i++){if(i==0&&Rt)continue;let f=re.values[i],p=0;for(let h in f)nn[i][p++].firstChild.nodeValue=f[h]}}function nr(i,f){if(i!=null&&(i.idxs?i.idxs.forEach((p,h)=>{ye[h]=p}):tp(i.idx)||ye.fill(i.idx),re.idx=ye[0]),Je&&re.live){for(let p=0;p<w.length;p++)(p>0||s==1&&!Rt)&&Mf(p,ye[p]);Tf()}jt=!1,f!==!1&&st("setLegend")}o.setLegend=nr;function Mf(i,f){let p=w[i],h=i==0&&Q==2?Jt:t[i],_;Rt?_=p.values(o,i,f)??xn:(_=p.value(o,f==null?null:h[f],i,f),_=_==null?xn:{_}),re.values[i]=_}function Bn(i,f,p){Aa=Me,Oa=Re,[Me,Re]=U.move(o,Me,Re),U.left=Me,U.top=Re,pt&&(yo&&mn(yo,Ze(Me),0,se,j),vo&&mn(vo,0,Ze(Re),se,j));let h,_=et>tt;gn=we,En=null;let y=P.ori==0?se:j,S=P.ori==1?se:j;if(Me<0||it==0||_){h=U.idx=null;for(let T=0;T<w.length;T++){let E=It[T];E!=null&&mn(E,-10,-10,se,j)}mo&&ln(null,xo,!0,i==null&&qe.setSeries),re.live&&(ye.fill(h),jt=!0)}else{let T,E,D;s==1&&(T=P.ori==0?Me:Re,E=rn(T,F),h=U.idx=en(E,t[0],et,tt),D=L(t[0][h],P,y,0));let R=-10,I=-10,oe=0,he=0,pe=!0,ie="",K="";for(let z=s==2?1:0;z<w.length;z++){let Ee=w[z],Ie=ye[z],lt=Ie==null?null:s==1?t[z][Ie]:t[z][1][Ie],ve=U.dataIdx(o,z,h,E),He=ve==null?null:s==1?t[z][ve]:t[z][1][ve];if(jt=jt||He!=lt||ve!=Ie,ye[z]=ve,z>0&&Ee.show){let Mt=ve==null?-10:ve==h?D:L(s==1?t[0][ve]:t[z][0][ve],P,y,0),ht=He==null?-10:ne(He,s==1?x[Ee.scale]:x[Ee.facets[1].scale],S,0);if(mo&&He!=null){let Ht=P.ori==1?Me:Re,Yt=Xe(sn.dist(o,z,ve,ht,Ht));if(Yt<gn){let an=sn.bias;if(an!=0){let Ct=rn(Ht,Ee.scale),Ut=He>=0?1:-1,Qt=Ct>=0?1:-1;Qt==Ut&&(Qt==1?an==1?He>=Ct:He<=Ct:an==1?He<=Ct:He>=Ct)&&(gn=Yt,En=z)}else gn=Yt,En=z}}if(jt||po){let Ht,Yt;P.ori==0?(Ht=Mt,Yt=ht):(Ht=ht,Yt=Mt);let an,Ct,Ut,Qt,cn,$t,Et=!0,Jn=ft.bbox;if(Jn!=null){Et=!1;let gt=Jn(o,z);Ut=gt.left,Qt=gt.top,an=gt.width,Ct=gt.height}else Ut=Ht,Qt=Yt,an=Ct=ft.size(o,z);if($t=ft.fill(o,z),cn=ft.stroke(o,z),po)z==En&&gn<=sn.prox&&(R=Ut,I=Qt,oe=an,he=Ct,pe=Et,ie=$t,K=cn);else{let gt=It[z];gt!=null&&(ho[z]=Ut,$o[z]=Qt,oc(gt,an,Ct,Et),tc(gt,$t,cn),mn(gt,Vt(Ut),Vt(Qt),se,j))}}}}if(po){let z=sn.prox,Ee=Gn==null?gn<=z:gn>z||En!=Gn;if(jt||Ee){let Ie=It[0];Ie!=null&&(ho[0]=R,$o[0]=I,oc(Ie,oe,he,pe),tc(Ie,ie,K),mn(Ie,Vt(R),Vt(I),se,j))}}}if(Ce.show&&Mn)if(i!=null){let[T,E]=qe.scales,[D,R]=qe.match,[I,oe]=i.cursor.sync.scales,he=i.cursor.drag;if(nt=he._x,ot=he._y,nt||ot){let{left:pe,top:ie,width:K,height:z}=i.select,Ee=i.scales[I].ori,Ie=i.posToVal,lt,ve,He,Mt,ht,Ht=T!=null&&D(T,I),Yt=E!=null&&R(E,oe);Ht&&nt?(Ee==0?(lt=pe,ve=K):(lt=ie,ve=z),He=x[T],Mt=L(Ie(lt,I),He,y,0),ht=L(Ie(lt+ve,I),He,y,0),os(tn(Mt,ht),Xe(ht-Mt))):os(0,y),Yt&&ot?(Ee==1?(lt=pe,ve=K):(lt=ie,ve=z),He=x[E],Mt=ne(Ie(lt,oe),He,S,0),ht=ne(Ie(lt+ve,oe),He,S,0),ss(tn(Mt,ht),Xe(ht-Mt))):ss(0,S)}else lr()}else{let T=Xe(Aa-Ea),E=Xe(Oa-Pa);if(P.ori==1){let oe=T;T=E,E=oe}nt=ct.x&&T>=ct.dist,ot=ct.y&&E>=ct.dist;let D=ct.uni;D!=null?nt&&ot&&(nt=T>=D,ot=E>=D,!nt&&!ot&&(E>T?ot=!0:nt=!0)):ct.x&&ct.y&&(nt||ot)&&(nt=ot=!0);let R,I;nt&&(P.ori==0?(R=wo,I=Me):(R=So,I=Re),os(tn(R,I),Xe(I-R)),ot||ss(0,S)),ot&&(P.ori==1?(R=wo,I=Me):(R=So,I=Re),ss(tn(R,I),Xe(I-R)),nt||os(0,y)),!nt&&!ot&&(os(0,0),ss(0,0))}if(ct._x=nt,ct._y=ot,i==null){if(p){if(Va!=null){let[T,E]=qe.scales;qe.values[0]=T!=null?rn(P.ori==0?Me:Re,T):null,qe.values[1]=E!=null?rn(P.ori==1?Me:Re,E):null}rs(Lr,o,Me,Re,se,j,h)}if(mo){let T=p&&qe.setSeries,E=sn.prox;Gn==null?gn<=E&&ln(En,xo,!0,T):gn>E?ln(null,xo,!0,T):En!=Gn&&ln(En,xo,!0,T)}}jt&&(re.idx=h,nr()),f!==!1&&st("setCursor")}let Pn=null;Object.defineProperty(o,"rect",{get(){return Pn==null&&ls(!1),Pn}});function ls(i=!1){i?Pn=null:(Pn=v.getBoundingClientRect(),st("syncRect",Pn))}function La(i,f,p,h,_,y,S){U._lock||Mn&&i!=null&&i.movementX==0&&i.movementY==0||(or(i,f,p,h,_,y,S,!1,i!=null),i!=null?Bn(null,!0,!0):Bn(f,!0,!1))}function or(i,f,p,h,_,y,S,T,E){if(Pn==null&&ls(!1),qn(i),i!=null)p=i.clientX-Pn.left,h=i.clientY-Pn.top;else{if(p<0||h<0){Me=-10,Re=-10;return}let[D,R]=qe.scales,I=f.cursor.sync,[oe,he]=I.values,[pe,ie]=I.scales,[K,z]=qe.match,Ee=f.axes[0].side%2==1,Ie=P.ori==0?se:j,lt=P.ori==1?se:j,ve=Ee?y:_,He=Ee?_:y,Mt=Ee?h:p,ht=Ee?p:h;if(pe!=null?p=K(D,pe)?a(oe,x[D],Ie,0):-10:p=Ie*(Mt/ve),ie!=null?h=z(R,ie)?a(he,x[R],lt,0):-10:h=lt*(ht/He),P.ori==1){let Ht=p;p=h,h=Ht}}E&&(f==null||f.cursor.event.type==Lr)&&((p<=1||p>=se-1)&&(p=to(p,se)),(h<=1||h>=j-1)&&(h=to(h,j))),T?(Ea=p,Pa=h,[wo,So]=U.move(o,p,h)):(Me=p,Re=h)}let sr={width:0,height:0,left:0,top:0};function lr(){Hs(sr,!1)}let Ra,Fa,ja,Ia;function Ha(i,f,p,h,_,y,S){Mn=!0,nt=ot=ct._x=ct._y=!1,or(i,f,p,h,_,y,S,!0,!1),i!=null&&(dt(Rr,Ur,Ua,!1),rs(Ji,o,wo,So,se,j,null));let{left:T,top:E,width:D,height:R}=Ce;Ra=T,Fa=E,ja=D,Ia=R}function Ua(i,f,p,h,_,y,S){Mn=ct._x=ct._y=!1,or(i,f,p,h,_,y,S,!1,!0);let{left:T,top:E,width:D,height:R}=Ce,I=D>0||R>0,oe=Ra!=T||Fa!=E||ja!=D||Ia!=R;if(I&&oe&&Hs(Ce),ct.setScale&&I&&oe){let he=T,pe=D,ie=E,K=R;if(P.ori==1&&(he=E,pe=R,ie=T,K=D),nt&&Cn(F,rn(he,F),rn(he+pe,F)),ot)for(let z in x){let Ee=x[z];z!=F&&Ee.from==null&&Ee.min!=we&&Cn(z,rn(ie+K,z),rn(ie,z))}lr()}else U.lock&&(U._lock=!U._lock,Bn(f,!0,i!=null));i!=null&&(co(Rr,Ur),rs(Rr,o,Me,Re,se,j,null))}function Cf(i,f,p,h,_,y,S){if(U._lock)return;qn(i);let T=Mn;if(Mn){let E=!0,D=!0,R=10,I,oe;P.ori==0?(I=nt,oe=ot):(I=ot,oe=nt),I&&oe&&(E=Me<=R||Me>=se-R,D=Re<=R||Re>=j-R),I&&E&&(Me=Me<wo?0:se),oe&&D&&(Re=Re<So?0:j),Bn(null,!0,!0),Mn=!1}Me=-10,Re=-10,ye.fill(null),Bn(null,!0,!0),T&&(Mn=T)}function za(i,f,p,h,_,y,S){U._lock||(qn(i),Ul(),lr(),i!=null&&rs(Ki,o,Me,Re,se,j,null))}function Wa(){O.forEach(gd),Hl(o.width,o.height,!0)}so(gl,qo,Wa);let To={};To.mousedown=Ha,To.mousemove=La,To.mouseup=Ua,To.dblclick=za,To.setSeries=(i,f,p,h)=>{let _=qe.match[2];p=_(o,f,p),p!=-1&&ln(p,h,!0,!1)},pt&&(dt(Ji,v,Ha),dt(Lr,v,La),dt(Yi,v,i=>{qn(i),ls(!1)}),dt(Qi,v,Cf),dt(Ki,v,za),Yr.add(o),o.syncRect=ls);let Us=o.hooks=e.hooks||{};function st(i,f,p){Zl?ns.push([i,f,p]):i in Us&&Us[i].forEach(h=>{h.call(null,o,f,p)})}(e.plugins||[]).forEach(i=>{for(let f in i.hooks)Us[f]=(Us[f]||[]).concat(i.hooks[f])});let qa=(i,f,p)=>p,qe=Be({key:null,setSeries:!1,filters:{pub:ic,sub:ic},scales:[F,w[1]?w[1].scale:null],match:[cc,cc,qa],values:[null,null]},U.sync);qe.match.length==2&&qe.match.push(qa),U.sync=qe;let Va=qe.key,rr=lu(Va);function rs(i,f,p,h,_,y,S){qe.filters.pub(i,f,p,h,_,y,S)&&rr.pub(i,f,p,h,_,y,S)}rr.sub(o);function Ef(i,f,p,h,_,y,S){qe.filters.sub(i,f,p,h,_,y,S)&&To[i](null,f,p,h,_,y,S)}o.pub=Ef;function Pf(){rr.unsub(o),Yr.delete(o),In.clear(),qr(gl,qo,Wa),m.remove(),ge?.remove(),st("destroy")}o.destroy=Pf;function ar(){st("init",e,t),va(t||e.data,!1),V[F]?Xl(F,V[F]):Ul(),Ds=Ce.show&&(Ce.width>0||Ce.height>0),Wn=jt=!0,Hl(e.width,e.height)}return w.forEach(ba),O.forEach(af),n?n instanceof HTMLElement?(n.appendChild(m),ar()):n(o,ar):ar(),o}at.assign=Be;at.fmtNum=na;at.rangeNum=_l;at.rangeLog=vl;at.rangeAsinh=ea;at.orient=ro;at.pxRatio=$e;at.join=ip;at.fmtDate=sa,at.tzDate=bp;at.sync=lu;{at.addGap=td,at.clipGaps=kl;let e=at.paths={points:fu};e.linear=pu,e.stepped=sd,e.bars=ld,e.spline=ad}var bu=250,_d=40;function bd(e,t){let n=0,o=0;return e.map(s=>s==null||!Number.isFinite(s)?null:(n=t*n+(1-t)*s,o=t*o+(1-t),n/o))}function gu(e){return at.join(e.map(t=>[t.step,t.value]))}var yd=e=>e.replace(/^rgb\((.*)\)$/,"rgba($1, 0.32)").replace(/^(color\(.*?)\)$/,"$1 / 0.32)");function vd(e,t,n){let o=e.step.length<=60,s={spanGaps:!0,stroke:t,label:e.label,dash:e.dash};return!n||o?[{...s,width:2,points:{show:o,size:5,fill:t}}]:[{...s,width:1,stroke:yd(t),dash:void 0,points:{show:!1}},{...s,width:2.2,points:{show:!1}}]}function wd({width:e,series:t,log:n,group:o,smoothing:s,onCursor:l}){let r={stroke:tl("--line"),width:1},a={stroke:tl("--muted"),grid:r,ticks:{...r,size:4},font:"12px Figtree, sans-serif"};return{width:e,height:bu,legend:{show:!1},padding:[10,10,0,0],cursor:{sync:{key:o,scales:["x",null]},points:{size:7},drag:{x:!0,y:!1}},scales:{x:{time:!1},y:n?{distr:3}:{}},axes:[{...a,values:(c,m)=>m.map(H),space:56,size:32},{...a,size:58,values:(c,m)=>m.map(d=>d==null?"":X(d))}],series:[{},...t.flatMap(c=>vd(c,tl(c.colour),s))],hooks:{setCursor:[c=>l(c.cursor.idx)]}}}function _u(e,t,n){let o=s=>s==null||!Number.isFinite(s)||n&&s<=0?null:s;return e.flatMap(s=>{let l={step:s.step,value:s.value.map(o)};return!t||s.step.length<=60?[l]:[l,{step:s.step,value:bd(s.value,t).map(o)}]})}function yu(e,t){let n=null;for(let o=0;o<e.step.length&&e.step[o]<=t;o++)n=e.value[o];return n}function Cl({title:e,series:t,log:n,smoothing:o,group:s,sentence:l}){let r=je(),a=je(),[c,m]=A(null),d=Pe(Po),$=t.map(g=>`${g.name}${g.step.length<=60}`).join();ce(()=>{let g=r.current,v=()=>Math.max(200,g.clientWidth),C=w=>m(w==null?null:a.current?.data[0][w]??null),k=new at(wd({width:v(),series:t,log:n,group:s,smoothing:o,onCursor:C}),gu(_u(t,o,n)),g);a.current=k;let M=new ResizeObserver(()=>k.setSize({width:v(),height:bu}));return M.observe(g),()=>{M.disconnect(),k.destroy()}},[$,n,o,s,d]),ce(()=>{let g=a.current,{min:v,max:C}=g.scales.x,k=g.data[0],M=v!=null&&k.length>0&&(v>k[0]||C<k[k.length-1]);g.setData(gu(_u(t,o,n)),!M),M&&g.setScale("x",{min:v,max:C})},[t]);let b=Math.max(...t.map(g=>g.step[g.step.length-1]??0));return u`
    <figure class="chart">
      <figcaption>
        <h3>${e}</h3>
        <ul class="legend">${t.map(g=>u`
          <li><span class="line ${g.dash?"dashed":""}" style=${{color:`var(${g.colour})`}}></span>
            ${g.label} <b>${X(yu(g,c??b))}</b></li>`)}
          <li class="quiet">step ${H(c??b)}</li></ul>
      </figcaption>
      <div ref=${r} class="canvas" aria-hidden="true"></div>
      <p class="sentence">${l}</p>
      <${Sd} series=${t} title=${e} />
    </figure>`}function Sd({series:e,title:t}){let[n,o]=A(!1),s=[...new Set(e.flatMap(a=>a.step))].sort((a,c)=>a-c),l=Math.max(1,Math.ceil(s.length/_d)),r=s.filter((a,c)=>c%l===0||c===s.length-1);return u`
    <details onToggle=${a=>o(a.currentTarget.open)}>
      <summary>${t} as a table</summary>
      ${n&&u`
        <${Uo} label="${t} as a table">
          <table class="tight"><${mt} columns=${["Step",...e.map(a=>`${a.label}#`)]} />
            <tbody>${r.map(a=>u`
              <tr key=${a}><th scope="row">${H(a)}</th>
                ${e.map(c=>u`<td class="n">${X(yu(c,a))}</td>`)}</tr>`)}</tbody></table>
        <//>`}
    </details>`}var El=6,kd=[void 0,[8,4],[2,3],[10,3,2,3],[5,5],[14,4]],xd=["val_accuracy","val_loss","accuracy","loss"];function fa(e,t="",n={}){if(e&&typeof e=="object"&&Object.keys(e).length)for(let[o,s]of Object.entries(e))fa(s,t?`${t}.${o}`:o,n);else t&&(n[t]=e);return n}var vu=e=>({match:Rn(e),every:5e3});function wu({params:e}){let t=[...new Set((e.jobs||"").split(",").filter(Boolean))].slice(0,El),n=c=>t[c]?`/v1/jobs/${encodeURIComponent(t[c])}`:null,o=Array.from({length:El},(c,m)=>m),s=o.map(c=>G(n(c),vu(t[c]))),l=o.map(c=>G(n(c)&&`${n(c)}/metrics?points=400`,vu(t[c]))),r=t.map((c,m)=>({id:c,job:s[m].data,error:s[m].error,metrics:l[m].data?.data||[]})),a=r.filter(c=>c.job);return u`
    <${Oe} title="Compare" crumb=${u`<a href=${J(["jobs"])}>Jobs</a>`} lead=${a.map(c=>c.job.name).join(" \xB7 ")}>
      ${!t.length&&u`<${ut} title="Nothing to compare">Tick two or more jobs in the list, then choose “Compare”.<//>`}
      ${r.map(c=>!c.job&&(c.error?u`<${le} error=${c.error} />`:u`<${We} what=${c.id} />`))}
      ${a.length>0&&u`
        <${Td} shown=${a} name=${e.metric} log=${e.log==="1"} />
        <${Md} shown=${a} />`}
    <//>`}function Td({shown:e,name:t,log:n}){let o=[...new Set(e.flatMap(c=>c.metrics.filter(m=>m.step?.length).map(m=>m.name)))],s=o.includes(t)?t:xd.find(c=>o.includes(c))||o[0],l=Mo(()=>e.flatMap((c,m)=>{let d=c.metrics.find($=>$.name===s&&$.step.length);return d?[{...d,name:c.id,label:c.job.name,colour:`--hue-${m}`,dash:kd[m]}]:[]}),[s,...e.map(c=>c.metrics)]);if(!l.length)return u`<${W} title="Curves"><p class="quiet">None of them has metrics yet.</p><//>`;let a=l.map(c=>[c.label,il(s)(...c.value.filter(Number.isFinite))]).map(([c,m])=>`${c}: best ${s} ${X(m)}.`).join(" ");return u`
    <${W} title="Curves" actions=${u`
      <label class="check">Metric <select class="inline" value=${s} onChange=${c=>Pt({metric:c.currentTarget.value})}>
        ${o.map(c=>u`<option value=${c}>${c}</option>`)}</select></label>
      <${gs} label="Log scale" checked=${n} set=${c=>Pt({log:c?"1":""})} />`}>
      <${Cl} key=${s} title=${s} series=${l} log=${n} smoothing=${s.startsWith("val_")?0:.6} group="compare" sentence=${a} />
    <//>`}function Md({shown:e}){let[t,n]=A(!1),o=e.map(c=>({...fa(c.job.metrics.latest),...fa({spec:{...c.job.spec,name:void 0}})})),s=[...new Set(o.flatMap(Object.keys))],l=c=>new Set(o.map(m=>JSON.stringify(m[c]))).size>1,r=s.filter(c=>t||l(c)),a=c=>c===void 0?"\u2013":typeof c=="number"?X(c):typeof c=="object"?JSON.stringify(c):String(c);return u`
    <${W} title=${t?"Figures and specs":"Differences"} actions=${u`
      <${gs} label="Also what is equal" checked=${t} set=${n} />`}>
      <${Uo} label="Jobs side by side" tall>
        <table class="tight compare"><thead><tr><th scope="col">What</th>${e.map(c=>u`
          <th scope="col"><a href=${J(["jobs",c.id])}>${c.job.name}</a><br /><${Lo} state=${c.job.state} /></th>`)}</tr></thead>
          <tbody>${r.map(c=>u`
            <tr key=${c}><th scope="row">${c.replace(/^spec\./,"")}</th>
              ${o.map(m=>u`<td class=${l(c)?"differs":""}>${a(m[c])}</td>`)}</tr>`)}</tbody></table>
      <//>
      ${!r.length&&u`<p class="quiet">They were asked the same and say the same.</p>`}
    <//>`}function Zo({list:e,params:t}){return!e||!e.has_more&&!t.after?null:u`
    <nav class="pager" aria-label="More of this list">
      ${t.after&&u`<button onClick=${()=>Pt({after:""})}>Newest</button>`}
      ${e.has_more&&u`<button onClick=${()=>Pt({after:e.next})}>Older</button>`}
    </nav>`}var Cd=50,Ed=["","queued","running","paused","succeeded","failed","cancelled"];function Su({params:e}){let t=`/v1/jobs${_n({state:e.state,tenant:e.tenant,q:e.q,after:e.after,limit:Cd})}`,n=G(t,{match:Wt,every:5e3,keep:!0}),o=n.data?.data,[s,l]=A([]),r=e.state||e.q||e.tenant;return u`
    <${Oe} title="Jobs" actions=${u`<${ae} command=${te("GET",t)} /><${fl} />`}>
      <${Pd} params=${e} />
      ${s.length>0&&u`<${Od} ids=${s} clear=${()=>l([])} />`}
      <${le} error=${!o&&n.error} retry=${n.reload} />
      ${!o&&!n.error&&u`<${We} what="jobs" />`}
      ${o&&!o.length&&(r?u`<${ut} title="No job matches"><button class="small" onClick=${()=>Dn(["jobs"])}>Show all jobs</button><//>`:u`<${ut} title="No jobs yet" command=${te("POST","/v1/jobs","@job.json")}>
            A job is a dataset, a model and how to train it: plain JSON.<//>`)}
      ${o?.length>0&&u`<${Nd} rows=${o} ticked=${s} tick=${l} />`}
      <${Zo} list=${n.data} params=${e} />
    <//>`}function Pd({params:e}){let t=je(),[n,o]=A(e.q||"");return ce(()=>{if(n===(e.q||""))return;let s=setTimeout(()=>Pt({q:n,after:""}),250);return()=>clearTimeout(s)},[n]),ce(()=>{let s=l=>{l.key!=="/"||l.ctrlKey||l.metaKey||/INPUT|TEXTAREA|SELECT/.test(l.target.tagName)||(l.preventDefault(),t.current.focus())};return window.addEventListener("keydown",s),()=>window.removeEventListener("keydown",s)},[]),u`
    <form class="filter" role="search" onSubmit=${s=>s.preventDefault()}>
      <label class="search"><span class="hidden">Filter by name</span>
        <input ref=${t} type="search" placeholder="Filter by name" value=${n} aria-keyshortcuts="/"
          onInput=${s=>o(s.currentTarget.value)} /><kbd aria-hidden="true">/</kbd></label>
      <div class="chips" role="group" aria-label="State">${Ed.map(s=>u`
        <button type="button" class="chip" aria-pressed=${String((e.state||"")===s)}
          onClick=${()=>Pt({state:s,after:""})}>${s||"all"}</button>`)}</div>
      ${e.tenant&&u`<button type="button" class="chip" aria-pressed="true"
        onClick=${()=>Pt({tenant:"",after:""})}>tenant ${e.tenant} ×</button>`}
    </form>`}function Ad(e){ce(()=>{let t=n=>{if(!"jk".includes(n.key)||n.ctrlKey||n.metaKey||/INPUT|TEXTAREA|SELECT/.test(n.target.tagName))return;let o=[...e.current.querySelectorAll("th a")],s=o.indexOf(document.activeElement),l=n.key==="j"?Math.min(s+1,o.length-1):Math.max(s-1,0);o[l]?.focus()};return window.addEventListener("keydown",t),()=>window.removeEventListener("keydown",t)},[])}function Od({ids:e,clear:t}){return u`
    <div class="ticked" role="status">
      <span>${be(e.length,"job")} ticked</span>
      ${e.length>1?u`<a class="button small" href=${J(["compare"],{jobs:e.join(",")})}>Compare</a>`:u`<span class="quiet">Tick another to compare.</span>`}
      <button class="small" onClick=${t}>Clear</button>
    </div>`}function Nd({rows:e,ticked:t,tick:n}){let o=je(),s=St(5e3);return Ad(o),u`
    <table class="list jobs-table">
      <${mt} columns=${["(Compare)","Job","State","Tenant","Slots#","Progress","Metric#","Age#"]} />
      <tbody ref=${o}>${e.map(l=>u`<${Dd} key=${l.id} job=${l} now=${s} ticked=${t.includes(l.id)}
        full=${t.length>=El} tick=${r=>n(r?[...t,l.id]:t.filter(a=>a!==l.id))} />`)}</tbody>
    </table>`}function Dd({job:e,now:t,ticked:n,full:o,tick:s}){let l=cl(e),r=e.progress||{};return u`
    <tr>
      <td class="tick"><input type="checkbox" aria-label="Compare ${e.name||e.id}" checked=${n} disabled=${o&&!n}
        onChange=${a=>s(a.currentTarget.checked)} /></td>
      <th scope="row"><a href=${J(["jobs",e.id])}>${e.name||e.id}</a></th>
      <td data-label="State"><${Lo} state=${e.state} /></td>
      <td data-label="Tenant"><${_t} name=${e.tenant} /></td>
      <td data-label="Slots" class="n">${e.state==="running"&&u`<b>${e.width}</b> of `}${$s(al(e))}
        ${jo(e)==="gpu"&&" GPU"}</td>
      <td data-label="Progress" class="progress-cell"><${Fo} value=${r.percent} label="Progress of ${e.name}" />
        <span class="quiet">${Di(e)}</span></td>
      <td data-label="Metric" class="n">${l?u`${l.text}<br /><span class="quiet">${l.name}</span>`:"\u2013"}</td>
      <td data-label="Age" class="n" title=${Ue(e.created_at)}>${un(e.created_at,t)}</td>
    </tr>`}var Ld=800,Rd=.85,ku=["loss","accuracy","r2","mae"],Ms=["learning_rate","samples_per_s"],xu={loss:"Loss",accuracy:"Accuracy",r2:"R\xB2",mae:"Mean absolute error",mse:"Mean squared error",learning_rate:"Learning rate",samples_per_s:"Samples a second"},ma=[["val_",{label:"validation",colour:"--val",dash:[7,4]}],["epoch_",{label:"epoch mean",colour:"--blue",dash:[2,3]}],["",{label:"training",colour:"--train"}]];function Fd(e){let t=new Map;for(let o of e){if(!o.step?.length)continue;let s=ma.findIndex(([r])=>o.name.startsWith(r)),l=o.name.slice(ma[s][0].length);t.has(l)||t.set(l,[]),t.get(l).push({...o,...ma[s][1],...Ms.includes(l)?{label:"value"}:{},rank:s})}for(let o of t.values())o.sort((s,l)=>l.rank-s.rank);let n=o=>ku.includes(o)?ku.indexOf(o):Ms.includes(o)?100+Ms.indexOf(o):50;return[...t].sort((o,s)=>n(o[0])-n(s[0]))}function jd(e,t){return t.filter(n=>!n.name.startsWith("epoch_")).map(n=>{let o=n.value[0],s=n.value[n.value.length-1];if(Ms.includes(e))return`${xu[e]} is ${X(s)} at step ${H(n.step[n.step.length-1])}.`;let l=il(e)(...n.value.filter(Number.isFinite)),r=n.step[n.value.indexOf(l)],a=n.label[0].toUpperCase()+n.label.slice(1);if(n.value.length===1)return`${a}: ${X(s)} at step ${H(r)}.`;let c=s>o?"rose":"fell";return`${a} ${c} from ${X(o)} to ${X(s)}; the best is ${X(l)} at step ${H(r)}.`}).join(" ")}function Tu({job:e,params:t}){let n=`/v1/jobs/${encodeURIComponent(e.id)}/metrics?points=${Ld}`,o=e.state==="running"?2e3:Ot(e.state)?0:1e4,{data:s}=G(n,{match:Rn(e.id),every:o}),l=Mo(()=>Fd(s?.data||[]),[s]),r=t.log==="1",a=Number(t.smooth??Rd);return l.length?u`
    <${W} title="Curves" note="drag to zoom, double click to see all"
      actions=${u`<${Id} log=${r} smoothing=${a} /><${ae} command=${te("GET",`${n}&format=csv`)} />`}>
      <div class="charts">${l.map(([c,m])=>u`
        <${Cl} key=${c} title=${xu[c]||c} series=${m} log=${r&&c==="loss"}
          smoothing=${Ms.includes(c)?0:a} group=${`job-${e.id}`} sentence=${jd(c,m)} />`)}
      </div>
    <//>`:u`
      <${W} title="Curves">
        <${ut} title=${Ot(e.state)?"No metrics were recorded":"Curves appear with the first steps"}
          command=${Ot(e.state)?null:te("GET",`/v1/jobs/${e.id}/watch`)}>
          ${Ot(e.state)?"":"In a terminal the same job shows its progress with:"}<//>
      <//>`}var Id=({log:e,smoothing:t})=>u`
  <${gs} label="Log loss" checked=${e} set=${n=>Pt({log:n?"1":""})} />
  <label class="slider">Smoothing <input type="range" min="0" max="0.99" step="0.01" value=${t}
    onInput=${n=>Pt({smooth:n.currentTarget.value})} /><output>${t.toFixed(2)}</output></label>`;function Mu({job:e}){let t=`/v1/jobs/${encodeURIComponent(e.id)}/explain`,{data:n,error:o}=G(t,{match:Wt,every:4e3});return u`
    <${W} title="Why it waits" id="why" class="why" actions=${u`<${ae} command=${te("GET",`${t}?format=text`)} />`}>
      ${!n&&(o?u`<${le} error=${o} />`:u`<${We} what="the explanation" />`)}
      ${n&&u`
        <p class="why-sentence">${Hd(n,e)}</p>
        <${zd} list=${n.constraints||[]} />
        <div class="two">
          <${Wd} held=${n.held} job=${e} />
          <${qd} change=${n.change} job=${e} />
        </div>
        <${Gd} start=${n.start} />`}
    <//>`}function Hd(e,t){let n=e.position>0?`It is number ${H(e.position)} in the queue. `:"",o=e.constraints?.[0];return t.state==="paused"?"It is paused: it takes no turn until somebody resumes it.":o?`${n}${o.detail}${/[.!]$/.test(o.detail)?"":"."}`:`${n}Nothing holds it: it starts with the next decision.`}var Ud=e=>e[0].toUpperCase()+e.slice(1).replaceAll("_"," "),Pl=(e,t)=>/memory|bytes/.test(e.code)?Ke(t):X(t);function zd({list:e}){return e.length?u`
    <ul class="constraints">${e.map(t=>u`
      <li key=${t.code}>
        <p><b>${Ud(t.code)}</b> <span>${t.detail}</span></p>
        ${typeof t.have=="number"&&typeof t.need=="number"&&u`
          <${Ni} have=${t.have} need=${t.need} label="has ${Pl(t,t.have)}, needs ${Pl(t,t.need)}" />
          <p class="n quiet">has <b>${Pl(t,t.have)}</b>, needs <b>${Pl(t,t.need)}</b></p>`}
      </li>`)}</ul>`:null}function Wd({held:e,job:t}){let{data:n}=G(`/v1/jobs${_n({state:"running",tenant:t.tenant_id,limit:200})}`,{match:Wt}),o=new Map((n?.data||[]).map(l=>[l.id,l.name]));if(!e)return null;let s=e.own||[];return u`
    <div><h3>Who holds slots now</h3>
      <ul class="plain">
        ${s.map(l=>u`
          <li key=${l.job}><a href=${J(["jobs",l.job])}>${o.get(l.job)||l.job}</a> (yours): ${be(l.width,"slot")}</li>`)}
        ${!s.length&&u`<li class="quiet">Your tenant holds none.</li>`}
        ${e.others>0&&u`<li>Other tenants: ${be(e.others,"slot")}</li>`}
      </ul></div>`}function qd({change:e,job:t}){return e?.detail?u`
    <div><h3>What would start it now</h3>
      <p>${e.detail}</p>
      <${Vd} set=${e.set} job=${t} />
    </div>`:null}function Vd({set:e,job:t}){let n=[];return e.resources&&n.push(te("PATCH",`/v1/jobs/${t.id}`,{resources:e.resources})),e.cluster&&n.push(te("PATCH","/v1/cluster",e.cluster)),u`
    ${e.quota&&u`<p><a href=${J(["tenants",e.tenant])}>The quota of ${e.tenant}</a></p>`}
    ${n.length>0&&u`<details><summary>As a request</summary><${bn} text=${n.join(`
`)} /></details>`}`}function Gd({start:e}){if(!e||!e.p50&&!e.p90)return null;let t=n=>typeof n=="number"?`in ${Te(n)}`:`${Ue(n)} (in ${Te(-vn(n))})`;return u`
    <p class="forecast">${e.p50&&u`As likely as not it starts by <b>${t(e.p50)}</b>`}${e.p90&&u`, nine times
      in ten by <b>${t(e.p90)}</b>`}.</p>`}var pn=({what:e="page"})=>u`
  <${Oe} title="Nothing here">
    <p class="lead">There is no such ${e}, or your token may not see it.</p>
    <p><a href=${J(["overview"])}>Go to the overview</a></p>
  <//>`;function Cu({id:e,params:t}){let n=`/v1/jobs/${encodeURIComponent(e)}`,[o,s]=A(!1),{data:l,error:r,reload:a}=G(n,{match:Rn(e),every:o?3e4:1500});if(l&&Ot(l.state)!==o&&s(Ot(l.state)),!l&&r?.status===404)return u`<${pn} what="job" />`;if(!l)return u`<${No} title="Job" what="the job" error=${r} retry=${a} />`;let c=u`<a href=${J(["jobs"])}>Jobs</a>`;return u`
    <${Oe} title=${l.name||l.id} crumb=${c}
      lead=${u`<${Lo} state=${l.state} /> <${_t} name=${l.tenant} />`}
      actions=${u`<${ae} command=${te("GET",n)} /><${zi} job=${l} reload=${a} />
        ${Ot(l.state)&&u`<${Ho} what="job" name=${l.name} path=${n} back="jobs" />`}`}>
      <${Bd} job=${l} />
      ${(l.state==="queued"||l.state==="paused")&&u`<${Mu} job=${l} />`}
      <${Tu} job=${l} params=${t} />
      <div class="two">
        <${Qd} job=${l} />
        <${Kd} job=${l} />
      </div>
      <${Xd} job=${l} path=${n} />
      <${eh} job=${l} path=${n} />
      <${nh} job=${l} path=${n} />
    <//>`}function Bd({job:e}){let t=St(1e3),n=e.progress||{},o=e.metrics?.latest?.samples_per_s,s=[["Epoch",n.epochs?`${H(n.epoch)} of ${H(n.epochs)}`:null],["Step",n.steps?`${H(n.step)} of ${H(n.steps)}`:null],[jo(e)==="gpu"?"GPU slots":"CPU slots",`${e.state==="running"?`${e.width} of `:""}${$s(al(e))}`],["Time left",e.state==="running"&&n.eta_s!=null?Te(n.eta_s):null],["Samples a second",o&&e.state==="running"?H(o):null],[Ot(e.state)?"Took":"Since submit",Te(Ot(e.state)&&e.ended_at&&e.started_at?vn(e.started_at,Date.parse(e.ended_at)):vn(e.created_at,t))]];return u`
    <section class="standing" aria-label="Progress">
      <div class="standing-line"><p>${Yd(e)}</p><b>${Oo(n.percent??0,n.percent>0&&n.percent<100?1:0)}</b></div>
      <${Fo} value=${n.percent} label="Progress" />
      <${Do} rows=${s} />
    </section>`}var Jd={queued:"Waits",running:"Training",paused:"Paused",succeeded:"Done",failed:"Failed",cancelled:"Cancelled"};function Yd(e){if(e.asked)return`Training; it will ${e.asked} after this step.`;if(e.detail)return`${Jd[e.state]||e.state}: ${e.detail}${/[.!]$/.test(e.detail)?"":"."}`;let t=e.reason?Ro(e.reason):"";return{queued:t?`Waits: ${t}.`:"Waits for its turn.",running:"Training.",paused:t?`Paused: ${t}.`:"Paused; everything is kept.",succeeded:"Done; the model is kept.",failed:`Failed${t?`: ${t}`:""}.`,cancelled:"Cancelled; the metrics are kept."}[e.state]||e.state}function Qd({job:e}){let t=Object.entries(e.metrics?.latest||{}),n=e.quote||{},o=e.usage||{},s=Ln(e,"model");return u`
    <${W} title="Result and cost">
      <${At} rows=${[["Model",s&&u`<a href=${J(["models",s])}>${e.model}</a>`],...t.filter(([l])=>l!=="samples_per_s"&&!l.startsWith("epoch_")).map(([l,r])=>[l,X(r)]),["Begins from",e.base&&u`<a href=${J(["models",Ln(e,"base")])}>${e.base}</a>`],["Taken from it",n.base?`${H(n.base.taken)} of ${H(n.base.of)} numbers`:null],["Parameters",n.parameters!=null?H(n.parameters):null],["Memory",n.memory_bytes!=null?Ke(n.memory_bytes):null],["Slot-seconds",o.slot_seconds!=null?`${X(o.slot_seconds)} used`:null],["Quoted",n.slot_seconds!=null?`${X(n.slot_seconds)} slot-seconds`:null],["Credits",o.credits!=null||n.credits!=null?`${Xn(o.credits??0)} of ${Xn(n.credits)} quoted`:null],["Submitted",Ue(e.created_at)],["Started",e.started_at?Ue(e.started_at):null],["Ended",e.ended_at?Ue(e.ended_at):null]]} />
    <//>`}function Kd({job:e}){return u`
    <${W} title="Provenance" note="the same spec and seed give the same model, at any width">
      <${At} rows=${[["Job",u`<code>${e.id}</code>`],...ll(e.provenance)]} />
    <//>`}var Zd={daemon:"the daemon stopped",preempted:"gave its slots back"};function Xd({job:e,path:t}){let{data:n}=G(`${t}/runs`,{match:Rn(e.id),every:Ot(e.state)?0:1e4}),o=St(2e3),s=n?.data||[];return s.length?u`
    <${W} title="Runs" note="one line for each stretch between start and stop">
      <table class="list"><${mt} columns=${["Started","Ran#","Width#","Steps#","Ended"]} />
        <tbody>${s.map(l=>u`
          <tr key=${l.id}><th scope="row">${Ue(l.started_at)}</th>
            <td data-label="Ran" class="n">${Te(vn(l.started_at,l.ended_at?Date.parse(l.ended_at):o))}</td>
            <td data-label="Width" class="n">${l.width}</td><td data-label="Steps" class="n">${H(l.steps)}</td>
            <td data-label="Ended">${l.ended_at?Zd[l.end]||l.end:"runs now"}</td></tr>`)}</tbody></table>
    <//>`:null}function eh({job:e,path:t}){let{data:n}=G(`${t}/events?limit=200`,{match:Rn(e.id),every:Ot(e.state)?0:1e4}),o=St(5e3),s=[...n?.data||[]].sort((l,r)=>r.id-l.id);return u`
    <${W} title="Events" actions=${u`<${ae} command=${te("GET",`${t}/events`)} />`}>
      ${s.length===0&&u`<p class="quiet">Nothing has happened yet.</p>`}
      <ol class="events">${s.map(l=>u`
        <li key=${l.id}><time datetime=${l.at} title=${Ue(l.at)}>${un(l.at,o)}</time>
          <b>${String(l.type).replace(/^job[._]/,"").replaceAll("_"," ")}</b> <span>${th(l.data)}</span></li>`)}</ol>
    <//>`}function th(e){let t=n=>typeof n=="number"?X(n):typeof n!="object"?n:n.min!==void 0?$s(n):JSON.stringify(n);return Object.entries(e||{}).filter(([n,o])=>o!==null&&o!==""&&!["run","boot_ms"].includes(n)).map(([n,o])=>`${n.replaceAll("_"," ")} ${t(o)}`).join(" \xB7 ")}function nh({job:e,path:t}){let n=e.spec||{},o=JSON.stringify(n,null,2);return u`
    <${W} title="Spec" actions=${u`
      <a class="quiet-button" href=${J(["submit"],{from:e.id})}>Submit a changed copy</a>
      <${ae} label="Copy submit as curl" command=${te("POST","/v1/jobs",n)} />`}>
      <details class="spec"><summary>What was asked, on ${n.dataset}</summary><${bn} text=${o} /></details>
    <//>`}var oh=50;function Eu({params:e}){let t=`/v1/models${_n({after:e.after,limit:oh})}`,{data:n,error:o,reload:s}=G(t,{match:a=>/model|succeeded/.test(a.type),every:1e4}),l=St(1e4),r=n?.data;return u`
    <${Oe} title="Models" actions=${u`<${ae} command=${te("GET",t)} />`}>
      <${le} error=${!r&&o} retry=${s} />
      ${!r&&!o&&u`<${We} what="models" />`}
      ${r&&!r.length&&u`
        <${ut} title="No models yet" command=${te("POST","/v1/jobs","@job.json")}>A job that succeeds leaves its model here.<//>`}
      ${r?.length>0&&u`
        <table class="list"><${mt} columns=${["Model","Task","Metric#","Parameters#","Size#","Trained on","Age#"]} />
          <tbody>${r.map(a=>u`<${sh} key=${a.id} m=${a} now=${l} />`)}</tbody></table>`}
      <${Zo} list=${n} params=${e} />
    <//>`}function sh({m:e,now:t}){let n=cl(e);return u`
    <tr><th scope="row"><a href=${J(["models",e.id])}>${e.name||e.id}</a></th>
      <td data-label="Task">${e.task||"\u2013"}</td>
      <td data-label="Metric" class="n">${n?u`${n.text} <span class="quiet">${n.name}</span>`:"\u2013"}</td>
      <td data-label="Parameters" class="n">${H(e.parameters)}</td><td data-label="Size" class="n">${Ke(e.bytes)}</td>
      <td data-label="Trained on">${e.dataset||"\u2013"}</td>
      <td data-label="Age" class="n" title=${Ue(e.created_at)}>${un(e.created_at,t)}</td></tr>`}function Pu({path:e}){let{data:t}=G("/v1/datasets?limit=200",{every:0}),[n,o]=A(""),[s,l]=A(null),[r,a]=A(null),[c,m]=A(!1),d=(t?.data||[]).filter(g=>g.state==="ready").map(g=>g.name),$=n||d[0];if(!d.length)return null;async function b(g){g.preventDefault(),m(!0),a(null);try{l({dataset:$,...await Ge("POST",`${e}/evaluate`,{body:{dataset:$}})})}catch(v){l(null),a(v)}m(!1)}return u`
    <${W} title="Evaluate" note="on a dataset it has not learned from"
      actions=${u`<${ae} command=${te("POST",`${e}/evaluate`,{dataset:$})} />`}>
      <form class="evaluate" onSubmit=${b}>
        <${eo} id="evaluate-dataset" label="Dataset" value=${$} choices=${d} set=${o} />
        <button class="primary" disabled=${c}>${c?"Evaluating\u2026":"Evaluate"}</button>
      </form>
      <div aria-live="polite">
        <${le} error=${r} />
        ${s&&u`<${At} rows=${[["Dataset",s.dataset],["Rows",H(s.rows)],...Object.entries(s.metrics).map(([g,v])=>[g,X(v)])]} />`}
      </div>
    <//>`}function Cs(e){if(!e||e.length<2||e.length>3)return!1;let[t,n,o=1]=e;return t>1&&n>1&&t<=512&&n<=512&&(o===1||o===3)}function lh(e,[t,n,o=1]){let s=new ImageData(n,t),l=Math.min(...e),r=Math.max(...e)-l||1;for(let a=0;a<t*n;a++){for(let c=0;c<3;c++)s.data[4*a+c]=255*(e[a*o+(o===3?c:0)]-l)/r;s.data[4*a+3]=255}return s}function Al({values:e,shape:t,label:n}){let o=je();return ce(()=>{o.current.getContext("2d").putImageData(lh(e,t),0,0)},[e]),u`<canvas ref=${o} class="picture" width=${t[1]} height=${t[0]} role="img" aria-label=${n}></canvas>`}function Au({path:e,done:t}){let n=je(),[o,s]=A(null),[l,r]=A(!1);async function a(c){c.preventDefault();let m=n.current.files[0];if(!m)return s(new Error("Choose the file of labels first."));r(!0),s(null);try{await Zt("PUT",`${e}/labels`,{body:m,type:"application/octet-stream",headers:Zs(m.name)}),Ae("The labels are there; the dataset is ready."),t()}catch(d){s(d)}return r(!1)}return u`
    <form class="panel form" onSubmit=${a} aria-label="Labels">
      <h2>Its labels are missing</h2>
      <div class="field"><label for="labels-file">File of labels</label><input id="labels-file" type="file" ref=${n} />
        <p class="help">One for each row, in the same order; gzip-compressed too, when its name ends in .gz.</p></div>
      <${le} error=${o} />
      <${fn} send=${l?"Uploading\u2026":"Upload labels"} busy=${l} />
    </form>`}var Es=60,Ou=12,rh=20,ah=40;function Nu({id:e}){let t=`/v1/datasets/${encodeURIComponent(e)}`,{data:n,error:o,reload:s}=G(t,{match:l=>/dataset/.test(l.type),every:2e4});return!n&&o?.status===404?u`<${pn} what="dataset" />`:n?u`
    <${Oe} title=${n.name} crumb=${u`<a href=${J(["datasets"])}>Datasets</a>`}
      lead=${`${H(n.rows)} rows of ${n.format}, ${Ke(n.bytes)}`}
      actions=${u`<${ae} command=${te("GET",t)} />
        <${Ho} what="dataset" name=${n.name} path=${t} back="datasets" />
        ${n.state==="ready"&&u`<a class="button primary" href=${J(["submit"],{dataset:n.name})}>Train on it</a>`}`}>
      ${n.state==="incomplete"&&u`<${Au} path=${t} done=${s} />`}
      ${["importing","failed"].includes(n.state)&&u`<div class="note"><p>This dataset is <b>${n.state}</b>.</p></div>`}
      <${uh} columns=${n.columns||[]} />
      <${mh} key=${n.state} path=${`${t}/preview`} ready=${n.state==="ready"} shape=${n.shape} />
      <${W} title="What it is">
        <${At} rows=${[["Id",u`<code>${n.id}</code>`],["Shape of a row",n.shape?.join(" \xD7 ")],["Seen by",n.visibility.replace("_"," ")],["Licence",n.license],["Description",n.description],["Uploaded",Ue(n.created_at)],["SHA-256",n.sha256&&u`<code class="long">${n.sha256}</code>`]]} />
      <//>
    <//>`:u`<${No} title="Dataset" what="the dataset" error=${o} retry=${s} />`}function ih({c:e}){let t=e.classes||[],n=e.counts||[],o=e.n_classes??t.length,s=t.slice(0,Ou),l=Math.max(1,...n.slice(0,Ou)),r=s.map((a,c)=>n[c]==null?a:`${a} (${H(n[c])})`).join(", ");return u`
    <div class="classes">
      ${n.length>0&&u`<div class="class-bars" aria-hidden="true">${s.map((a,c)=>u`
        <i title="${a}: ${H(n[c])}" style=${{height:`${100*n[c]/l}%`}}></i>`)}</div>`}
      <span>${be(o,"class","classes")}: ${r}${o>s.length?` and ${H(o-s.length)} more`:""}</span>
    </div>`}function ch({c:e}){let t=e.max-e.min;if(!(t>0)||e.mean==null)return null;let n=l=>Math.min(100,Math.max(0,100*(l-e.min)/t)),o=e.std||0,s=n(e.mean-o);return u`
    <div class="spread" role="img" aria-label="mean ${X(e.mean)} between ${X(e.min)} and ${X(e.max)}">
      <div class="spread-std" style=${{left:`${s}%`,width:`${n(e.mean+o)-s}%`}}></div>
      <div class="spread-mean" style=${{left:`${n(e.mean)}%`}}></div>
    </div>`}function uh({columns:e}){if(!e.length)return null;let t=e.slice(0,Es);return u`
    <${W} title="Columns" note=${H(e.length)}>
      <table class="list columns">
        <${mt} columns=${["Name","Type","Missing#","Min#","Mean#","Max#","Std#","Spread or values"]} />
        <tbody>${t.map(n=>u`
          <tr key=${n.name}><th scope="row">${n.name}</th><td data-label="Type">${n.type}</td>
            <td data-label="Missing" class="n">${H(n.missing??0)}</td>
            ${n.mean==null?u`
              <td class="gone" colspan="4"></td>
              <td data-label="Values">${n.classes&&u`<${ih} c=${n} />`}</td>`:u`
              <td data-label="Min" class="n">${X(n.min)}</td><td data-label="Mean" class="n">${X(n.mean)}</td>
              <td data-label="Max" class="n">${X(n.max)}</td><td data-label="Std" class="n">${X(n.std)}</td>
              <td data-label="Spread"><${ch} c=${n} /></td>`}</tr>`)}</tbody></table>
      ${e.length>Es&&u`<p class="quiet">and ${H(e.length-Es)} more columns</p>`}
    <//>`}var fh=e=>e==null?"":typeof e=="number"?X(e):String(e);function pa(e,t){let n=t.reduce((o,s)=>o*s,1);return{values:e.slice(0,n),label:e[n]}}function mh({path:e,ready:t,shape:n}){let o=Cs(n),s=`${e}?rows=${o?ah:rh}`,{data:l,error:r}=G(t?s:null,{every:0});if(!t||!l&&!r)return null;let a=l?.rows||[];return u`
    <${W} title=${o?"First pictures":"First rows"} actions=${u`<${ae} command=${te("GET",s)} />`}>
      <${le} error=${!l&&r} />
      ${l&&(o?u`<ul class="pictures">${a.map((c,m)=>{let d=pa(c,n);return u`
              <li key=${m}><${Al} values=${d.values} shape=${n} label="row ${m+1}" /><span>${d.label??""}</span></li>`})}</ul>`:u`<${ph} names=${l.columns||[]} rows=${a} />`)}
    <//>`}function ph({names:e,rows:t}){return u`
    <${Uo} label="Table of the first rows">
      <table class="tight"><thead><tr><th scope="col">Row</th>${e.slice(0,Es).map(n=>u`
        <th scope="col">${n}</th>`)}</tr></thead>
        <tbody>${t.map((n,o)=>u`
          <tr key=${o}><th scope="row">${o+1}</th>${n.slice(0,Es).map(s=>u`<td>${fh(s)}</td>`)}</tr>`)}</tbody></table>
    <//>`}var dh=24,hh=5,$h=20;function gh(e,t){if(!t?.columns)return null;let n=e.spec?.data||{},o=[].concat(n.target||t.columns[t.columns.length-1].name),s=n.features&&[].concat(n.features);return t.columns.filter(l=>!o.includes(l.name)&&(!s||s.includes(l.name)))}function Du({model:e,path:t}){let n=Ln(e,"dataset"),o=n?`/v1/datasets/${encodeURIComponent(n)}`:null,{data:s}=G(o,{every:0}),l=gh(e,s),r=s?.shape,a=l&&l.length>0&&l.length<=dh,[c,m]=A({}),[d,$]=A("[[0, 0, 0, 0]]"),[b,g]=A(null),[v,C]=A(null),[k,M]=A(!1),w=N=>N.type==="numeric"?String(Number((N.mean??0).toPrecision(3))):String(N.classes?.[0]??""),O=N=>c[N.name]??w(N);function x(){return a?{inputs:[Object.fromEntries(l.map(N=>{let Y=O(N).trim();return[N.name,Y===""?null:N.type==="numeric"&&Number.isFinite(Number(Y))?Number(Y):Y]}))]}:{inputs:JSON.parse(d)}}async function ee(N){M(!0),C(null);try{g(await Ge("POST",`${t}/predict`,{body:N}))}catch(Y){g(null),C(Y)}M(!1)}function F(N){N.preventDefault();try{ee(x())}catch(Y){C(new Error(`This is not JSON: ${Y.message}`))}}let Z="";try{Z=te("POST",`${t}/predict`,x())}catch{}return u`
    <${W} title="Try it" note="raw values, as in the data" actions=${Z&&u`<${ae} command=${Z} />`}>
      <form class="tryit" onSubmit=${F}>
        ${Cs(r)&&u`<${_h} where=${o} shape=${r} pick=${N=>{$(JSON.stringify([N])),ee({inputs:[N]})}} />`}
        ${a?u`<div class="grid-form">${l.map(N=>u`
            <${bh} key=${N.name} c=${N} value=${O(N)} set=${Y=>m({...c,[N.name]:Y})} />`)}</div>`:u`<details open=${!Cs(r)}><summary>Rows as JSON</summary>
            <div class="field"><label class="hidden" for="try-raw">Rows as JSON</label>
              <textarea id="try-raw" class="code" rows="4" spellcheck="false" value=${d}
                onInput=${N=>$(N.currentTarget.value)}></textarea></div></details>`}
        <div class="actions"><button class="primary" disabled=${k}>${k?"Asking\u2026":"Predict"}</button></div>
      </form>
      <div aria-live="polite">
        <${le} error=${v} />
        ${b&&u`<${yh} answer=${b} />`}
      </div>
    <//>`}function _h({where:e,shape:t,pick:n}){let{data:o}=G(`${e}/preview?rows=${$h}`,{every:0}),s=(o?.rows||[]).map(a=>pa(a,t)),[l,r]=A(-1);return u`<ul class="pictures" aria-label="Pictures to try">${s.map((a,c)=>u`
    <li key=${c}><button type="button" class="pick" aria-pressed=${String(c===l)} onClick=${()=>{r(c),n(a.values)}}><${Al} values=${a.values} shape=${t} label="picture ${c+1}" /></button>
      <span>${a.label??""}</span></li>`)}</ul>`}function bh({c:e,value:t,set:n}){let o=`try-${e.name}`,s=e.classes||[];return u`
    <div class="field"><label for=${o}>${e.name}</label>
      ${e.type==="categorical"&&s.length?u`<select id=${o} value=${t} onChange=${l=>n(l.currentTarget.value)}>
            ${s.map(l=>u`<option value=${l}>${l}</option>`)}</select>`:u`<input id=${o} inputmode="decimal" autocomplete="off" value=${t} onInput=${l=>n(l.currentTarget.value)} />`}
      ${e.type==="numeric"&&e.min!=null&&u`<p class="help">${X(e.min)} … ${X(e.max)} in the data</p>`}
    </div>`}function yh({answer:e}){let t=[].concat(e.outputs?.[0]??[]);if(!e.labels?.length)return u`<p class="answer">${t.map(o=>X(o)).join(", ")}</p>`;let n=t.map((o,s)=>({name:String(e.classes?.[s]??s),p:o})).sort((o,s)=>s.p-o.p).slice(0,hh);return u`
    <p class="answer">${e.labels[0]}</p>
    <ul class="shares chances">${n.map(o=>u`
      <li><p><span>${o.name}</span><span class="n">${(100*o.p).toFixed(1)} %</span></p>
        <div class="share" aria-hidden="true"><div class="share-held" style=${{width:`${100*o.p}%`}}></div></div></li>`)}</ul>`}function Lu({id:e}){let t=`/v1/models/${encodeURIComponent(e)}`,{data:n,error:o,reload:s}=G(t,{every:3e4});if(!n&&o?.status===404)return u`<${pn} what="model" />`;if(!n)return u`<${No} title="Model" what="the model" error=${o} retry=${s} />`;let l=[n.task,`${H(n.parameters)} parameters`,Ke(n.bytes)].filter(Boolean).join(" \xB7 ");return u`
    <${Oe} title=${n.name||n.id} crumb=${u`<a href=${J(["models"])}>Models</a>`}
      lead=${l} actions=${u`<${ae} command=${te("GET",t)} />
        <a class="quiet-button" href=${J(["submit"],{base:n.name})}>Train further</a>
        <${Ho} what="model" name=${n.name} path=${t} back="models" /><${vh} m=${n} path=${t} />`}>
      <${Du} model=${n} path=${t} />
      <${Pu} path=${t} />
      <div class="two">
        <${W} title="Figures">
          <${At} rows=${[...Object.entries(n.metrics).filter(([r,a])=>typeof a=="number"&&r!=="samples_per_s").map(([r,a])=>[r,X(a)]),["Made by",n.job&&u`<a href=${J(["jobs",Ln(n,"job")])}>${n.job}</a>`],["Trained on",n.dataset&&u`<a href=${J(["datasets",Ln(n,"dataset")])}>${n.dataset}</a>`],["Seen by",n.visibility.replace("_"," ")],["Licence",n.license],["Made",Ue(n.created_at)]]} />
        <//>
        <${W} title="Provenance">
          <${At} rows=${[["Id",u`<code>${n.id}</code>`],["SHA-256",u`<code class="long">${n.sha256}</code>`],...ll(n.provenance)]} />
        <//>
      </div>
      ${n.spec&&u`<${W} title="Spec"><details class="spec"><summary>How it is built and was trained</summary>
        <${bn} text=${JSON.stringify(n.spec,null,2)} /></details><//>`}
    <//>`}function vh({m:e,path:t}){let[n,o]=A(!1),[s,l]=A("safetensors");async function r(){o(!0);try{await vi(`${t}/content?format=${s}`,`${e.name||e.id}.${s}`)}catch(a){Ae(a.message,"bad")}o(!1)}return u`
    <select aria-label="File format" value=${s} onChange=${a=>l(a.currentTarget.value)}>
      ${["safetensors","onnx","npz"].map(a=>u`<option value=${a}>${a}</option>`)}
    </select>
    <button class="primary" disabled=${n} onClick=${r}><${rt} name="down" />${n?"Fetching\u2026":"Download"}</button>`}var wh=50,Sh=["csv","idx","npy","text","images"],kh=["private","tenant","public","train_only"],xh=(e="iris",t="iris.csv",n="csv")=>`curl -H "Authorization: Bearer $ALLOT_TOKEN" -T ${t} -X POST '${location.origin}/v1/datasets?name=${e}&format=${n}'`;function Ru({params:e}){let t=`/v1/datasets${_n({after:e.after,limit:wh})}`,{data:n,error:o,reload:s}=G(t,{match:d=>/dataset/.test(d.type),every:1e4}),l=Pe(ze),[r,a]=A(!1),c=St(1e4),m=n?.data;return u`
    <${Oe} title="Datasets" actions=${u`<${ae} command=${te("GET",t)} />
      ${_s(l)&&u`
        <button class="primary" aria-expanded=${String(r)} onClick=${()=>a(!r)}>Upload a file</button>`}`}>
      ${r&&u`<${Th} done=${()=>a(!1)} />`}
      <${le} error=${!m&&o} retry=${s} />
      ${!m&&!o&&u`<${We} what="datasets" />`}
      ${m&&!m.length&&u`
        <${ut} title="No datasets yet" command=${xh()}>A CSV file with a header is enough to begin.<//>`}
      ${m?.length>0&&u`
        <table class="list"><${mt} columns=${["Dataset","Format","Rows#","Columns#","Size#","Seen by","Age#"]} />
          <tbody>${m.map(d=>u`
            <tr key=${d.id}><th scope="row"><a href=${J(["datasets",d.id])}>${d.name}</a>
                ${d.state!=="ready"&&u`${" "}<span class="state">${d.state}</span>`}</th>
              <td data-label="Format">${d.format}</td><td data-label="Rows" class="n">${H(d.rows)}</td>
              <td data-label="Columns" class="n">${H(d.columns?.length)}</td><td data-label="Size" class="n">${Ke(d.bytes)}</td>
              <td data-label="Seen by">${d.visibility.replace("_"," ")}</td>
              <td data-label="Age" class="n" title=${Ue(d.created_at)}>${un(d.created_at,c)}</td></tr>`)}</tbody></table>`}
      <${Zo} list=${n} params=${e} />
    <//>`}function Th({done:e}){let t=je(),[n,o]=A(""),[s,l]=A("csv"),[r,a]=A("tenant"),[c,m]=A(null),[d,$]=A(!1);function b(){let v=t.current.files[0];if(!v)return;let[C]=v.name.split(".");n||o(C.replace(/[^\w.-]+/g,"-")),/ubyte|\.idx/.test(v.name)?l("idx"):/\.(npy|txt)/.test(v.name)&&l(/\.npy/.test(v.name)?"npy":"text")}async function g(v){v.preventDefault();let C=t.current.files[0];if(!C)return m(new Error("Choose a file first."));$(!0),m(null);try{let k=`/v1/datasets${_n({name:n,format:s,visibility:r})}`,M=await Ge("POST",k,{body:C,type:"application/octet-stream",headers:Zs(C.name)});Ae(`${M.name} is uploaded.`),e(),Dn(["datasets",M.id])}catch(k){m(k),$(!1)}}return u`
    <form class="panel form" onSubmit=${g} aria-label="Upload a dataset">
      <div class="grid-form">
        <div class="field"><label for="upload-file">File</label><input id="upload-file" type="file" ref=${t} onChange=${b} />
          <p class="help">Also gzip-compressed, when its name ends in .gz.</p></div>
        <div class="field"><label for="upload-name">Name</label><input id="upload-name" value=${n} required autocomplete="off"
          onInput=${v=>o(v.currentTarget.value)} /></div>
        <${eo} id="upload-format" label="Format" value=${s} choices=${Sh} set=${l} />
        <${eo} id="upload-visibility" label="Seen by" value=${r} choices=${kh} set=${a} />
      </div>
      <${le} error=${c} />
      <${fn} leave=${e} send=${d?"Uploading\u2026":"Upload"} busy=${d} />
    </form>`}function Ps(e,[t,...n],o){let s=Array.isArray(e)?[...e]:{...e&&typeof e=="object"?e:{}},l=n.length?Ps(s[t],n,o):o,r=l&&typeof l=="object"&&!Array.isArray(l)&&!Object.keys(l).length;return l!==void 0&&!r?s[t]=l:Array.isArray(s)?s.splice(t,1):delete s[t],s}var Fu=(e,t)=>t.reduce((n,o)=>n?.[o],e),Mh=e=>e?.n_classes||e?.classes?.length||2,ju=(e,t)=>({name:`${e.name}-tuned`,dataset:t?.name||"",base:e.name,training:{epochs:5}});function Ol(e){if(!e)return{name:"my-first-job",dataset:"",model:{task:"classification",layers:[{type:"dense",units:10}]}};let t=e.columns||[],n=t.find(r=>r.name==="label")||t[t.length-1],o=n?.type==="categorical",s=(e.shape||[]).length>1,l=[...s?[{type:"flatten"}]:[],{type:"dense",units:s?128:32,activation:"relu"},{type:"dense",units:o?Mh(n):1}];return{name:`${e.name}-mlp`,dataset:e.name,model:{task:o?"classification":"regression",layers:l},training:{epochs:10,batch_size:e.rows>5e3?128:32,optimizer:{type:"adam",learning_rate:.001},validation_split:.2},...s||!n?{}:{data:{target:n.name,normalize:"standard"}},resources:{slots:{min:1,max:2}}}}var da=e=>{if(e==null)return null;let t=typeof e=="number"?e:-vn(e);return t<1?"now":`in ${Te(t)}`};function Iu({verdict:e}){let{quote:t,faults:n,error:o,busy:s}=e,l=n.length?be(n.length,"fault"):"Quote",r=t||{},a=[["Starts",da(r.start?.p50)],["Done",da(r.finish?.p50)],["Done, 9 in 10",da(r.finish?.p90)],["Parameters",r.parameters!=null?H(r.parameters):null],["Memory",r.memory_bytes!=null?Ke(r.memory_bytes):null],["Steps",r.steps!=null?H(r.steps):null],["FLOPs a step",r.flops_per_step!=null?X(r.flops_per_step):null],["Slot-seconds",r.slot_seconds!=null?X(r.slot_seconds):null],["Credits",r.credits!=null?Xn(r.credits):null],["Lanes",r.lanes!=null?H(r.lanes):null],["From the base",r.base?`${H(r.base.taken)} of ${H(r.base.of)}`:null],["Begins anew",r.base?.fresh||null]];return u`
    <${W} title=${l} note=${s?"asking\u2026":"a dry run, after each change"}>
      <div aria-live="polite">
        <${le} error=${o} />
        ${n.length>0&&u`<ul class="faults">${n.map(c=>u`
          <li><code>${c.pointer||"/"}</code>${Eo(c)}</li>`)}</ul>`}
        ${t&&!n.length&&u`
          <${Do} rows=${a} class="quote-figures" />`}
      </div>
    <//>`}function Ch(e,t){let n=t.trim();if(n!==""){if(e.type==="pair"||e.type==="shape"){let o=n.split(/[\s,x×]+/).filter(Boolean).map(Number);return o.some(s=>!Number.isFinite(s))?n:o.length===1&&e.type==="pair"?o[0]:o}if(e.type==="numbers"){let o=n.split(/[\s,]+/).filter(Boolean).map(Number);return o.some(s=>!Number.isFinite(s))?n:o}if(e.type==="names"){let o=n.split(",").map(s=>s.trim()).filter(Boolean);return o.length===1?o[0]:o}return e.type==="integer"||e.type==="number"?Number.isFinite(Number(n))?Number(n):n:t}}var Nl=e=>e==null?"":Array.isArray(e)?e.join(", "):String(e),Eh=e=>e[0].toUpperCase()+e.slice(1).replaceAll("_"," ");function Dl({form:e,path:t,option:n,label:o,set:s}){let l=`opt-${t.join("-")}`,r=e.get(...t),a=e.fault(t),c=s||(d=>e.put(t,d)),m={id:l,required:n.required,"aria-describedby":`${l}-help ${l}-fault`,"aria-invalid":a?"true":void 0};return u`
    <div class="field ${a?"wrong":""}">
      <label for=${l}>${o||Eh(n.name)}</label>
      <${Ph} option=${n} value=${r} change=${c} common=${m} />
      <${Ar} id="${l}-fault" fault=${a} />
      ${n.help&&u`<p class="help" id="${l}-help">${n.help}</p>`}
    </div>`}function Ph({option:e,value:t,change:n,common:o}){let s=e.default===void 0?"\u2013":`${e.default} (default)`;if(e.type==="choice"||e.type==="boolean"){let l=e.type==="boolean"?["true","false"]:e.choices,r=t===void 0||l.includes(String(t));return u`
      <select ...${o} value=${Nl(t)} onChange=${a=>{let c=a.currentTarget.value;n(c===""?void 0:e.type==="boolean"?c==="true":c)}}>
        <option value="">${s}</option>
        ${!r&&u`<option value=${Nl(t)}>${Nl(t)}</option>`}
        ${l.map(a=>u`<option value=${a}>${a}</option>`)}
      </select>`}return u`<input ...${o} autocomplete="off" inputmode=${/int|num/.test(e.type)?"decimal":void 0}
    placeholder=${e.default===void 0?"":String(e.default)} value=${Nl(t)}
    onChange=${l=>n(Ch(e,l.currentTarget.value))} />`}function ha({form:e,path:t,options:n}){let o=n.filter(r=>r.required||r.type==="integer"&&r.default===void 0||e.get(...t,r.name)!==void 0||r.name==="activation"),s=n.filter(r=>!o.includes(r)),l=r=>u`<div class="grid-form">${r.map(a=>u`
    <${Dl} key=${a.name} form=${e} path=${[...t,a.name]} option=${a} />`)}</div>`;return u`
    ${o.length>0&&l(o)}
    ${s.length>0&&u`<details><summary>${s.length} more options</summary>${l(s)}</details>`}`}function Hu({form:e,path:t,kinds:n,label:o}){let s=e.get(...t),l=typeof s=="string"?s:s?.type,r=n.find($=>$.name===l),a={name:o,type:"choice",choices:n.map($=>$.name),help:r?.help},c={type:l,...typeof s=="object"?s:{}},m={...e,put:($,b)=>e.put(t,Ps(c,$.slice(t.length),b))},d={...e,get:(...$)=>$.join()===t.join()?l:e.get(...$)};return n.length?u`
    <div class="layer">
      <${Dl} form=${d} path=${t} option=${a} set=${$=>e.put(t,$===void 0?void 0:{type:$})} />
      <${ha} form=${m} path=${t} options=${r?.options||[]} />
    </div>`:null}var Ah=500,Oh=(e,t)=>(e||[]).find(n=>n.name===t),Ll=(e,t)=>Oh(e,t)?.options||[],$a=e=>typeof e=="string"?e:e?.type;function Uu({spec:e,set:t,catalog:n,datasets:o,models:s,faults:l}){let r={catalog:n,get:(...m)=>Fu(e,m),put:(m,d)=>t(Ps(e,m,d)),fault:m=>l.find(d=>d.pointer===`/${m.join("/")}`)},a=(o||[]).map(m=>m.name),c=m=>{let d=o.find($=>$.name===m);d&&m!==e.dataset&&t(e.base?{...e,dataset:m}:Ol(d))};return u`
    <form onSubmit=${m=>m.preventDefault()} aria-label="The job as a form">
      <${Nh} form=${r} names=${a} bases=${(s||[]).map(m=>m.name)} choose=${c} />
      <${Dh} form=${r} />
      <${Rh} form=${r} names=${a} />
      <${Uh} form=${r} />
    </form>`}var dn=({form:e,under:t,options:n})=>n.map(o=>u`
  <${Dl} key=${o.name} form=${e} path=${[...t,o.name]} option=${o} label=${o.label} set=${o.set} />`);function Nh({form:e,names:t,bases:n,choose:o}){let s=e.get("dataset"),{data:l}=G(s?`/v1/datasets/${encodeURIComponent(s)}`:null,{every:0}),r=(l?.columns||[]).map(m=>m.name),a={name:"target",type:"choice",choices:r,help:"The column to predict."},c=e.catalog.tasks.map(m=>m.name);return u`
    <${W} title="Data and task">
      <div class="grid-form">
        <${dn} form=${e} under=${[]} options=${[{name:"name",type:"text",help:"For people; may repeat."},{name:"dataset",type:"choice",choices:t,required:!0,set:o,help:"A new choice begins a new draft."},{name:"base",type:"choice",choices:n,help:"A model to begin from. Without layers here the job takes its layers."}]} />
        <${dn} form=${e} under=${["model"]} options=${[{name:"task",type:"choice",choices:c,required:!0}]} />
        ${r.length>1&&r.length<Ah&&u`
          <${dn} form=${e} under=${["data"]} options=${[a]} />`}
        <${dn} form=${e} under=${["data"]} options=${Ll(e.catalog.sections,"data")} />
      </div>
    <//>`}function Dh({form:e}){let t=e.catalog.layers,n=e.get("model","layers")||[],o=s=>e.put(["model","layers"],s);return u`
    <${W} title="Layers" note="first to last; the last one gives the outputs">
      <ol class="layers">${n.map((s,l)=>u`
        <li class="layer ${e.fault(["model","layers",l])?"wrong":""}" key=${`${l}${$a(s)}`}>
          <${Lh} form=${e} layers=${n} i=${l} change=${o} />
          <${ha} form=${e} path=${["model","layers",l]} options=${Ll(t,$a(s))} />
        </li>`)}</ol>
      <${eo} id="add-layer" label="Add a layer" value="" choices=${["",...t.map(s=>s.name)]}
        set=${s=>s&&o([...n,{type:s,...s==="dense"?{units:32}:{}}])} />
    <//>`}function Lh({form:e,layers:t,i:n,change:o}){let s=n+1,l=a=>{let c=[...t];[c[n],c[n+a]]=[c[n+a],c[n]],o(c)},r=(a,c,m,d)=>u`
    <button type="button" class="icon-button" aria-label=${c} disabled=${m} onClick=${d}><${rt} name=${a} /></button>`;return u`
    <div class="layer-head"><span class="ordinal">${s}</span>
      <select aria-label="Type of layer ${s}" value=${$a(t[n])}
        onChange=${a=>e.put(["model","layers",n],{type:a.currentTarget.value})}>
        ${e.catalog.layers.map(a=>u`<option value=${a.name}>${a.name}</option>`)}</select>
      ${r("up",`Move layer ${s} up`,n===0,()=>l(-1))}
      ${r("below",`Move layer ${s} down`,s===t.length,()=>l(1))}
      ${r("failed",`Remove layer ${s}`,!1,()=>o(t.filter((a,c)=>c!==n)))}
    </div>`}function Rh({form:e,names:t}){let{sections:n,optimizers:o,losses:s,schedules:l}=e.catalog,r={name:"validation_dataset",type:"choice",choices:t,help:"Instead of a split."};return u`
    <${W} title="Training">
      <div class="grid-form">
        <${dn} form=${e} under=${["training"]} options=${[...Ll(n,"training"),r]} />
      </div>
      ${[["optimizer",o],["loss",s],["schedule",l]].map(([a,c])=>u`
        <${Hu} key=${a} form=${e} path=${["training",a]} kinds=${c} label=${a} />`)}
      ${["early_stopping","regularization"].map(a=>u`
        <details key=${a} open=${!!e.get("training",a)}><summary>${a.replace("_"," ")}</summary>
          <div class="grid-form">
            <${dn} form=${e} under=${["training",a]} options=${Ll(n,a)} />
          </div></details>`)}
    <//>`}var Fh={name:"device",type:"choice",choices:["cpu","gpu"],default:"cpu"},jh=[{name:"min",label:"Slots, at least",type:"integer",default:1,help:"It starts with at least these."},{name:"max",label:"Slots, at most",type:"integer",default:1,help:"It is widened up to these; the result stays the same."}],Ih={name:"max_runtime_s",label:"Run time, at most",type:"number",help:"Seconds of running, then it ends."},Hh={name:"priority",type:"integer",default:0,help:"Orders your own jobs only."},Uh=({form:e})=>u`
  <${W} title="Resources">
    <div class="grid-form">
      <${dn} form=${e} under=${["resources"]} options=${[Fh]} />
      <${dn} form=${e} under=${["resources","slots"]} options=${jh} />
      <${dn} form=${e} under=${["resources"]} options=${[Ih]} />
      <${dn} form=${e} under=${[]} options=${[Hh]} />
    </div>
  <//>`;var zh=450;function zu({params:e}){let t=G("/v1/catalog",{every:0}),n=G("/v1/datasets?limit=200",{every:0}),o=G("/v1/models?limit=200",{every:0}),[s,l]=A(null),r=n.data?.data;ce(()=>{if(s!==null||!r)return;let $=k=>l(JSON.stringify(k,null,2)),g=r.find(k=>k.name===e.dataset||k.id===e.dataset)||r.find(k=>k.state==="ready"),v=()=>$(Ol(g)),C=k=>$(ju(k,r.find(M=>M.id===k.dataset_id)||g));e.from?Zn(`/v1/jobs/${encodeURIComponent(e.from)}`).then(k=>$(k.spec)).catch(v):e.base?Zn(`/v1/models/${encodeURIComponent(e.base)}`).then(C).catch(v):v()},[r]);let a=null,c=null;try{a=s===null?null:JSON.parse(s)}catch($){c=$}let m=qh(s,a),d=te("POST","/v1/jobs",a||"@job.json");return u`
    <${Oe} title="New job" crumb=${u`<a href=${J(["jobs"])}>Jobs</a>`}
      lead="The form and the text are one: change either." actions=${u`<${ae} command=${d} />`}>
      <${le} error=${t.error||n.error} />
      ${s===null&&!n.error&&u`<${We} what="the catalog" />`}
      ${s!==null&&u`
        <div class="submit">
          <div>${a&&typeof a=="object"&&t.data?u`<${Uu} spec=${a} set=${$=>l(JSON.stringify($,null,2))}
                catalog=${t.data} datasets=${r} models=${o.data?.data} faults=${m.faults} />`:u`<${W} title="Form"><p class="quiet">${c?"It follows when the text is JSON again.":"Loading the catalog\u2026"}</p><//>`}</div>
          <div class="aside">
            <${Iu} verdict=${m} />
            <${Vh} spec=${a} blocked=${!a||m.faults.length>0} />
            <${Wh} text=${s} setText=${l} broken=${c} />
          </div>
        </div>`}
    <//>`}function Wh({text:e,setText:t,broken:n}){return u`
    <${W} title="As JSON" class="editor">
      <div class="field ${n?"wrong":""}"><label class="hidden" for="spec-text">The job as JSON</label>
        <textarea id="spec-text" class="code" spellcheck="false" value=${e}
          aria-describedby="spec-fault" aria-invalid=${n?"true":void 0}
          onInput=${o=>t(o.currentTarget.value)}></textarea>
        <p class="fault" id="spec-fault" role="alert">${n?n.message:""}</p></div>
    <//>`}function qh(e,t){let[n,o]=A({faults:[]});return ce(()=>{if(!t){o({faults:[]});return}let s=new AbortController;o(r=>({...r,busy:!0}));let l=setTimeout(async()=>{try{let r=await Ge("POST","/v1/jobs?dry_run=true",{body:t,signal:s.signal});o({quote:r,faults:r.errors||[]})}catch(r){if(r.name==="AbortError")return;let a=r instanceof Kt?r.errors:[];o({error:a.length?null:r,faults:a})}},zh);return()=>{clearTimeout(l),s.abort()}},[e]),n}function Vh({spec:e,blocked:t}){let[n,o]=A(!1);async function s(){o(!0);try{let l=await Ge("POST","/v1/jobs",{body:e});Ae(`${l.name||l.id} is submitted.`),Dn(["jobs",l.id])}catch(l){Ae(l.message,"bad"),o(!1)}}return u`
    <p class="go"><button class="primary wide" disabled=${t||n} onClick=${s}>
      ${n?"Submitting\u2026":"Submit the job"}</button></p>`}var Wu="/v1/tenants?limit=200",Gh=["university","sme","individual","enterprise","public"];function Bh(e){let t=new Set(e.flatMap(s=>[s.id,s.name])),n=[],o=(s,l)=>e.filter(r=>s?[s.id,s.name].includes(r.parent):!r.parent||!t.has(r.parent)).sort((r,a)=>r.name<a.name?-1:1).forEach(r=>{n.push({...r,depth:l}),l<16&&o(r,l+1)});return o(null,0),n}function qu(){let{data:e,error:t,reload:n}=G(Wu,{every:2e4}),o=Pe(ze),s=Bh(e?.data||[]);return u`
    <${Oe} title="Tenants" actions=${u`<${ae} command=${te("GET",Wu)} />`}>
      <${le} error=${!e&&t} retry=${n} />
      ${!e&&!t&&u`<${We} what="tenants" />`}
      ${e&&!s.length&&u`
        <${ut} title="No tenants" command=${te("POST","/v1/tenants",{name:"biology",category:"university"})} />`}
      ${s.length>0&&u`
        <table class="list tenants-table"><${mt} columns=${["Tenant","Category","Weight#","(Its jobs)"]} />
          <tbody>${s.map(l=>u`
            <tr key=${l.id}>
              <th scope="row"><span class="depth-${Math.min(l.depth,4)}">
                <a href=${J(["tenants",l.id])}><${_t} name=${l.name} /></a></span></th>
              <td data-label="Category">${l.category||"\u2013"}</td><td data-label="Weight" class="n">${l.weight??1}</td>
              <td class="n"><a href=${J(["jobs"],{tenant:l.id})}>Jobs<span class="hidden"> of ${l.name}</span></a></td></tr>`)}</tbody></table>`}
      ${o?.role==="admin"&&u`<${Jh} names=${s.map(l=>l.name)} done=${n} />`}
    <//>`}function Jh({names:e,done:t}){let[n,o]=A(!1),s=wn({name:"",category:"",weight:"1",parent:""},async l=>{let r={name:l.name,weight:Kn(l.weight)};l.category&&(r.category=l.category),l.parent&&(r.parent=l.parent),await Ge("POST","/v1/tenants",{body:r}),Ae(`Tenant ${l.name} is there.`),o(!1),t()});return n?u`
    <form class="panel form" onSubmit=${s.submit} aria-label="New tenant">
      <h2>New tenant</h2>
      <div class="grid-form">
        <${kt} form=${s} name="name" label="Name" />
        <${kt} form=${s} name="category" label="Category" choices=${["",...Gh]} />
        <${kt} form=${s} name="weight" label="Weight" type="number" help="Its part of what is free, against its siblings." />
        <${kt} form=${s} name="parent" label="Under" choices=${["",...e]} />
      </div>
      <${le} error=${s.rest} />
      <${fn} leave=${()=>o(!1)} send="Add tenant" busy=${s.busy} />
    </form>`:u`<p><button onClick=${()=>o(!0)}>Add a tenant</button></p>`}var As=30,Yh=864e5,Vu=e=>(e.cpu_slot_seconds||0)+(e.gpu_slot_seconds||0);function Qh(e){let t=new Map((e.data||[]).map(o=>[o.day,o])),n=e.to?Date.parse(`${e.to}T00:00:00Z`):Date.now();return Array.from({length:As},(o,s)=>{let l=new Date(n-(As-1-s)*Yh).toISOString().slice(0,10);return{day:l,used:Vu(t.get(l)||{})}})}function Gu({path:e}){let t=`${e}/usage?by=day`,{data:n}=G(t,{every:3e4});if(!n)return null;let o=Qh(n),s=Math.max(...o.map(c=>c.used)),l=n.total||{},r=o.filter(c=>c.used>0).length,a=s>0?`${Te(Vu(l))} of slot time on ${be(r,"day")}, ${Xn(l.credits)} credits.`:`Nothing in the last ${As} days.`;return u`
    <${W} title="Use" note="last ${As} days" actions=${u`<${ae} command=${te("GET",t)} />`}>
      <p>${a}</p>
      ${s>0&&u`
        <div class="days" aria-hidden="true">${o.map(c=>u`
          <div key=${c.day} title="${c.day}: ${Te(c.used)}"><i style=${{height:`${100*c.used/s}%`}}></i></div>`)}</div>
        <p class="days-ends quiet" aria-hidden="true"><span>${o[0].day}</span><span>${o[As-1].day}</span></p>
        <details><summary>Use as a table</summary>
          <table class="tight"><${mt} columns=${["Day","Slot time#"]} />
            <tbody>${o.filter(c=>c.used>0).map(c=>u`
              <tr key=${c.day}><th scope="row">${c.day}</th><td class="n">${Te(c.used)}</td></tr>`)}</tbody></table></details>`}
    <//>`}var Bu=["member","viewer","owner"],Ju=[["","never"],[String(7*86400),"in a week"],[String(90*86400),"in 90 days"],[String(365*86400),"in a year"]],Yu=e=>e?.role==="admin"||e?.role==="owner";function Qu({path:e}){let{data:t,error:n,reload:o}=G(`${e}/users?limit=200`),s=Pe(ze),[l,r]=A(!1),[a,c]=A(null),m=t?.data||[];return u`
    <${W} title="Users" actions=${u`<${ae} command=${te("GET",`${e}/users`)} />`}>
      <${le} error=${!t&&n} />
      ${t&&!m.length&&u`<p class="quiet">Nobody yet.</p>`}
      <ul class="users">${m.map(d=>u`
        <li key=${d.id}><div><b>${d.name}</b> <span class="quiet">${d.role}</span></div>
          ${Yu(s)&&u`<button class="small" aria-expanded=${String(a===d.id)}
            onClick=${()=>c(a===d.id?null:d.id)}>New token<span class="hidden"> for ${d.name}</span></button>`}
          ${a===d.id&&u`<${Zh} user=${d} />`}</li>`)}</ul>
      ${Yu(s)&&(l?u`<${Kh} path=${e} done=${d=>{r(!1),d&&o()}} />`:u`<p><button class="small" onClick=${()=>r(!0)}>Add a user</button></p>`)}
    <//>`}function Kh({path:e,done:t}){let n=wn({name:"",role:Bu[0]},async o=>{await Ge("POST",`${e}/users`,{body:o}),Ae(`${o.name} is a ${o.role} now.`),t(!0)});return u`
    <form class="form" onSubmit=${n.submit} aria-label="New user">
      <div class="grid-form">
        <${kt} form=${n} name="name" label="Name" />
        <${kt} form=${n} name="role" label="Role" choices=${Bu} />
      </div>
      <${le} error=${n.rest} />
      <${fn} leave=${()=>t(!1)} send="Add user" busy=${n.busy} />
    </form>`}function Zh({user:e}){let[t,n]=A(null),[o,s]=A(Ju[2][0]),l=wn({name:"dashboard"},async({name:r})=>{let a=o?{name:r,expires_in_s:Number(o)}:{name:r};n((await Ge("POST",`/v1/users/${e.id}/tokens`,{body:a})).token)});return ce(()=>{document.getElementById("field-name")?.focus()},[]),t?u`
      <div class="secret"><p role="status">This is the only time the token is shown. Give it to ${e.name}:</p>
        <${bn} text=${t} /></div>`:u`
    <form class="secret" onSubmit=${l.submit} aria-label="New token for ${e.name}">
      <div class="grid-form">
        <${kt} form=${l} name="name" label="What it is for" />
        <div class="field"><label for="token-life">It expires</label>
          <select id="token-life" value=${o} onChange=${r=>s(r.currentTarget.value)}>
            ${Ju.map(([r,a])=>u`<option value=${r}>${a}</option>`)}</select></div>
      </div>
      <${le} error=${l.rest} />
      <button class="primary small" disabled=${l.busy}>Make the token</button>
    </form>`}function Zu({id:e}){let t=`/v1/tenants/${encodeURIComponent(e)}`,{data:n,error:o,reload:s}=G(t),l=G(`${t}/quota`),r=Pe(ze);if(!n&&o?.status===404)return u`<${pn} what="tenant" />`;let a=n?.name||e;return u`
    <${Oe} title=${a} crumb=${u`<a href=${J(["tenants"])}>Tenants</a>`}
      lead=${n&&u`<${_t} name=${n.name} /> <span>${n.category||""}</span>`}
      actions=${u`<a class="button" href=${J(["jobs"],{tenant:a})}>Jobs</a><${ae} command=${te("GET",t)} />`}>
      <${le} error=${!n&&o} retry=${s} />
      ${!n&&!o&&u`<${We} what="the tenant" />`}
      ${n&&u`
        <div class="two">
          <${W} title="Place">
            <${At} rows=${[["Under",n.parent||"the root"],["Weight",n.weight],["Category",n.category],["Id",u`<code>${n.id}</code>`]]} />
          <//>
          <${Qu} path=${t} />
        </div>
        <${Gu} path=${t} />`}
      ${l.data&&(r?.role==="admin"?u`<${Xh} key=${n?.id} path=${`${t}/quota`} name=${a}
            quota=${l.data} etag=${l.etag} done=${l.reload} />`:u`<${t$} quota=${l.data} />`)}
    <//>`}var jl=[["cpu_slots/guarantee","CPU guarantee","slots","Comes back at once when the tenant wants it."],["cpu_slots/max","CPU maximum","slots","Never more than this, even when slots are free."],["gpu_slots/guarantee","GPU guarantee","slots"],["gpu_slots/max","GPU maximum","slots"],["max_running_jobs","Running jobs at most"],["max_queued_jobs","Queued jobs at most"],["storage_bytes","Storage","bytes"],["job_memory_bytes","Memory of one job","bytes"],["job_runtime_s","Run time of one job","seconds"]],Fl=(e,t)=>t.split("/").reduce((n,o)=>n?.[o],e),Rl=e=>Object.fromEntries(jl.map(([t])=>[t,Fl(e,t)==null?"":String(Fl(e,t))]));function Ku(e){let t={};for(let[n]of jl){let o=e[n].trim(),s=n.split("/"),l=s.pop(),r=s.reduce((a,c)=>a[c]||={},t);r[l]=o===""?null:Kn(o)}return t}function Xh({path:e,quota:t,etag:n,name:o,done:s}){let l=wn(Rl(t),async a=>{await Zt("PUT",e,{body:Ku(a),headers:n?{"If-Match":n}:{}}),Ae(`The quota of ${o} is set.`),s()}),r=JSON.stringify(l.values)===JSON.stringify(Rl(t));return ce(()=>{!l.busy&&!l.error&&l.reset(Rl(t))},[JSON.stringify(t)]),u`
    <form class="panel form" onSubmit=${l.submit} aria-label="Quota">
      <div class="panel-head"><h2>Quota</h2><p class="quiet">empty means no limit</p>
        <div class="actions"><${ae} command=${te("PUT",e,Ku(l.values))} /></div></div>
      <div class="grid-form">${jl.map(([a,c,m,d])=>u`
        <${kt} key=${a} form=${l} name=${a} label=${c} unit=${m}
          help=${d||e$(a,l.values[a])} type="number" placeholder=${a.endsWith("guarantee")?"0":"no limit"} />`)}</div>
      <${le} error=${l.rest} />
      <div class="actions"><button type="button" disabled=${r} onClick=${()=>l.reset(Rl(t))}>Undo changes</button>
        <button class="primary" disabled=${r||l.busy}>Set quota</button></div>
    </form>`}function e$(e,t){let n=Number(t);return t===""||!Number.isFinite(n)?"":e.endsWith("_bytes")&&n>=1024?Ke(n):e.endsWith("_s")&&n>=60?Te(n):""}function t$({quota:e}){let t=(n,o)=>n.endsWith("_bytes")?Ke(o):n.endsWith("_s")?Te(o):H(o);return u`
    <${W} title="Quota">
      <${At} rows=${jl.map(([n,o])=>[o,Fl(e,n)==null?"no limit":t(n,Fl(e,n))])} />
    <//>`}var n$=[["/","focus the filter of the job list"],["j k","next and previous job of the list"],["Enter","open it"],["?","this help"]];function Xu(){let[e,t]=A(!1),n=je();return ce(()=>{let o=s=>{s.key==="?"&&!/INPUT|TEXTAREA|SELECT/.test(s.target.tagName)&&t(!0)};return window.addEventListener("keydown",o),()=>window.removeEventListener("keydown",o)},[]),ce(()=>{e&&n.current.showModal()},[e]),e?u`
    <dialog ref=${n} aria-labelledby="keys-title" onClose=${()=>t(!1)}>
      <h2 id="keys-title">Keys</h2>
      <dl class="keys">${n$.map(([o,s])=>u`
        <div><dt>${o.split(" ").map(l=>u`<kbd>${l}</kbd> `)}</dt><dd>${s}</dd></div>`)}</dl>
      <form method="dialog"><button autofocus>Close</button></form>
    </dialog>`:null}var o$={overview:[qi],jobs:[Su,Cu],models:[Eu,Lu],datasets:[Ru,Nu],tenants:[qu,Zu],submit:[zu],compare:[wu]},s$=[["overview","Overview"],["jobs","Jobs"],["models","Models"],["datasets","Datasets"],["tenants","Tenants"]];function l$({parts:e,params:t}){let[n="overview",o]=e,[s,l]=o$[n]||[],r=o?l:s;return r?u`<${r} key=${e.join("/")} id=${o} params=${t} />`:u`<${pn} what="page" />`}function r$({current:e}){return u`
    <nav class="menu" aria-label="Pages">
      <ul>${s$.map(([t,n])=>u`
        <li><a href=${J([t])} aria-current=${e===t?"page":void 0}>
          <${rt} name=${t} size="20" /><span>${n}</span></a></li>`)}</ul>
    </nav>`}function a$(){let e=Pe(ze)||{};return u`
    <div class="who">
      <p><b>${e.name}</b><span class="quiet">${[e.role,e.tenant].filter(Boolean).join(" \xB7 ")}</span></p>
      <${el} />
      <button class="icon-button" aria-label="Log out" title="Log out" onClick=${()=>ds("",!1)}>
        <${rt} name="out" /></button>
    </div>`}function i$(){let e=Pe(Co),t=St(1e3),n=!e.ok&&t-e.since>1500;return u`
    <div class="stale" role="status" aria-live="polite" hidden=${!n}>
      ${n&&u`<${rt} name="warn" /><span>Connection lost: ${e.reason}. You see the state of
        ${" "}${Ue(e.since)}, ${Te(Math.round((t-e.since)/1e4)*10||2)} ago. Trying again…</span>`}
    </div>`}function c$(){let e=Pe(Nn),t=Pe(ze),n=Ti();return ce(()=>{if(!e){sl(),Ci();return}let o=!1,s=()=>Zn("/v1/me").then(l=>{o||(ze.set(l),Er())}).catch(()=>!o&&Nn.get()&&setTimeout(s,2e3));return s(),()=>{o=!0}},[e]),e?u`
    <a class="skip" href="#main" onClick=${o=>{o.preventDefault(),document.querySelector("h1")?.focus()}}>Skip to the content</a>
    <div class="shell">
      <aside class="side">
        <a class="brand" href=${J(["overview"])} aria-label="Allot, overview"><${Qs} /><span>Allot</span></a>
        <${r$} current=${n.parts[0]||"overview"} />
        <${a$} />
      </aside>
      <main id="main">
        <${i$} />
        ${t?l$(n):u`<p class="waiting">Loading…</p>`}
      </main>
    </div>
    <${Xu} />
    <${kr} />`:u`<${Ai} /><${kr} />`}$r(u`<${c$} />`,document.getElementById("app"));
