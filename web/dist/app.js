var xe,Ya,Pf,An,ir,Gl,Qa,Wl,Ka,ur,cr,Af,il=Symbol.for("pv"),Bl={},Jl=[],Of=/^m(i|n|o|s|text|space)$/,fr=Array.isArray,mr=Jl.slice,Yn=Object.assign;function Jn(e){e&&e.parentNode&&e.remove()}function Za(e,t,n){var o,l,s,r={},a=arguments.length;for(s in t)s=="key"?o=t[s]:s=="ref"&&typeof e!="function"?l=t[s]:r[s]=t[s];return a>2&&(r.children=a>3?mr.call(arguments,2):n),al(e,r,o,l,null)}function al(e,t,n,o,l){var s={type:e,props:t,key:n,ref:o,__k:null,__:null,__b:0,__e:null,__c:null,constructor:il,__v:l||++Ya,__i:-1,__u:0};return!l&&xe.vnode&&xe.vnode(s),s}function cl(e){return e.children}function ql(e,t){this.props=e,this.context=t,this.__g=0}function On(e,t){if(t==null)return e.__&&On(e.__,e.__i+1);for(var n;t<e.__k.length;t++)if((n=e.__k[t])&&n.__e)return n.__e;return typeof e.type!="function"||e.props.__P?null:On(e)}function Nf(e){var t,n=e.__v,o=n.__e,l=[],s=[],r=e.__P;r&&((t=Yn({constructor:il},n)).__v=n.__v+1,xe.vnode&&xe.vnode(t),pr(r,t,n,e.__n,r.namespaceURI,32&n.__u?[o]:null,l,o||On(n),32&n.__u,s),t.__v=n.__v,t.__.__k[t.__i]=t,li(l,t,s),n.__=n.__e=null,t.__e!=o&&Xa(t))}function Xa(e){if((e=e.__)&&e.__c&&!e.props.__P)return e.__e=null,e.__k.some(function(t){return t&&(e.__e=t.__e)}),Xa(e)}function Ba(e){(8&e.__g||(e.__g|=8,An.push(e),Gl++))&&ir==xe.debounceRendering||((ir=xe.debounceRendering)||queueMicrotask)(ei)}function ei(){try{for(var e,t=1;An.length;)An.length>t&&An.sort(Qa),e=An.shift(),t=An.length,8&e.__g&&Nf(e)}finally{(Gl=An.length)&&(ir||queueMicrotask)(ei)}}function ti(e,t,n,o,l,s,r,a,c,p,d){var g,b,$,v,C,T,M=o.__k||Jl,w=t.length;for(c=Df(n,t,M,c,w),g=0;g<w;g++)($=n.__k[g])!=null&&(b=~$.__i&&M[$.__i]||Bl,$.__i=g,T=pr(e,$,b,l,s,r,a,c,p,d),v=$.__e,(b.ref!=$.ref||8&b.__u)&&(b.ref&&dr(b.ref,null,$,b),$.ref&&d.push($.ref,$.__c||v,$)),C=C||v,4&$.__u?(c=ni($,c,e,!b.__v),b.__e&&(b.__e=null)):typeof $.type=="function"&&T!==void 0?c=T:v&&(c=v.nextSibling),$.__u&=-21);return n.__e=C,c}function Df(e,t,n,o,l){var s,r,a,c,p,d,g,b,$,v=n.length,C=v,T=0,M=0,w=e.__k=Array(l);for(s=0;s<l;s++)(r=t[s])!=null&&typeof r!="boolean"&&typeof r!="function"?(typeof r!="object"||r.constructor===String?r=w[s]=al(null,r):fr(r)?r=w[s]=al(cl,{children:r}):r.constructor===il&&r.__b?r=w[s]=al(r.type,r.props,r.key,r.ref,r.__v):w[s]=r,c=s+T,r.__=e,r.__b=e.__b+1,a=null,~(p=r.__i=Lf(r,n,c,C))&&(C--,(a=n[p])&&(a.__u|=2)),a&&a.__v?(r.__u|=16,p==c-1?T--:p==c+1?T++:p!=c&&(p>c?T--:T++,M=1)):(~p||(l>v?T--:l<v&&T++),typeof r.type!="function"&&(r.__u|=4))):w[s]=null;if(M){for(d=[],g=[],s=0;s<l;s++)if((r=w[s])&&16&r.__u){for(T=0,b=d.length;T<b;)d[$=T+b>>1]<r.__i?T=$+1:b=$;d[T]=r.__i,g[s]=T+1}for(T=d.length;s--;)g[s]&&(g[s]==T?T--:w[s].__u|=4)}if(C)for(s=0;s<v;s++)!(a=n[s])||2&a.__u||(a.__e==o&&(o=On(a)),hr(a,a));return o}function ni(e,t,n,o){var l,s,r,a;if(typeof e.type=="function"){if(e.props.__P)return t;if(l=e.__k)for(s=0;s<l.length;s++)l[s]&&(l[s].__=e,t=ni(l[s],t,n,!1));return t}for(t&&!t.parentNode&&(t=On(e))&&!t.parentNode&&(t=null),r=e.__e,a=t;a&&a.nodeType==8;)a=a.nextSibling;for(r!=a&&(!o&&n.moveBefore&&r.parentNode?n.moveBefore(r,t):n.insertBefore(r,t||null)),t=r;(t=t&&t.nextSibling)&&t.nodeType==8&&!t.data.startsWith("$s"););return t}function Lf(e,t,n,o){var l,s=e.key,r=e.type,a=t[n],c=a&&!(2&a.__u);if(a===null&&s==null||c&&s==a.key&&r==a.type)return n;if(o>(c?1:0)){for(l=n-1;l>=0;l--)if((a=t[l])&&!(2&a.__u)&&s==a.key&&r==a.type)return l;for(l=n+1;l<t.length;l++)if((a=t[l])&&!(2&a.__u)&&s==a.key&&r==a.type)return l}return-1}function Ja(e,t,n){n==null&&(n=""),t[0]=="-"?e.setProperty(t,n):e[t]=n}function zl(e,t,n,o,l){var s,r;if(t=="style")if(typeof n=="string")e.style.cssText=n;else{if(typeof o=="string"&&(e.style.cssText=o=""),o)for(t in o)n&&t in n||Ja(e.style,t);if(n)for(t in n)o&&n[t]==o[t]||Ja(e.style,t,n[t])}else if(t[0]=="o"&&t[1]=="n")typeof n!="function"&&(n=null),typeof o!="function"&&(o=null),(e.__e||(e.__e={}))[t]=n,n&&o||(r=cr[t]||(cr[t]=Rf(t)),(e.__a||(e.__a={}))[t]=ur,s=t!=(t=t.replace(Ka,"$1")),(t=t.slice(2))[0]<"a"&&(t=t.toLowerCase()),n?e.addEventListener(t,r,s):e.removeEventListener(t,r,s));else{if(l=="http://www.w3.org/2000/svg")t=t.replace(/xlink(H|:h)/,"h").replace(/sName$/,"s");else if(t!="width"&&t!="height"&&t!="href"&&t!="list"&&t!="form"&&t!="tabIndex"&&t!="download"&&t!="rowSpan"&&t!="colSpan"&&t!="role"&&t!="popover"&&t in e)try{return void(e[t]=n??"")}catch{}if(typeof n=="function")return;n==null||n===!1&&t[4]!="-"?e.removeAttribute(t):e.setAttribute(t,t=="popover"&&n==1?"":n)}}function Rf(e){return function(t){var n=this.__e;if(n){if(n=n[e],t[Wl]==null)t[Wl]=ur++;else if(t[Wl]<this.__a[e])return;return n(xe.event?xe.event(t):t)}}}function pr(e,t,n,o,l,s,r,a,c,p){var d,g,b,$,v,C,T,M,w,O,k,ee,F,Z,N,J,G,P,Y=t.type;if(t.constructor!==il)return null;128&n.__u&&(c=32&n.__u,d=n.__c.__z)&&(t.__u|=c,g=s=[],d.nodeType==8?a=Vl(d,s):s.push(d),a=s[0]||a),(d=xe.__b)&&d(t);e:if(typeof Y=="function"){b=r.length;try{if(M=t.props,w=(d=Y.prototype)&&d.render,O=(d=Y.contextType)&&o[d.__c],k=d?O?O.props.value:d.__:o,($=n.__c)?(t.__c=$,2&$.__g&&($.__g|=1)):(w?t.__c=$=new Y(M,k):(t.__c=$=new ql(M,k),$.constructor=Y,$.render=jf),O&&O.sub($),$.state||($.state={}),$.__n=o,$.__g|=8,$.__h=[],$.__k=[]),w&&($.__s||($.__s=$.state),Y.getDerivedStateFromProps&&($.__s==$.state&&($.__s=Yn({},$.__s)),Yn($.__s,Y.getDerivedStateFromProps(M,$.__s)))),v=$.props,C=$.state,$.__v=t,n.__c){if(M!==v&&w&&!Y.getDerivedStateFromProps&&$.componentWillReceiveProps&&$.componentWillReceiveProps(M,k),t.__v==n.__v&&!(8&$.__g)||!(4&$.__g)&&$.shouldComponentUpdate&&$.shouldComponentUpdate(M,$.__s,k)===!1){t.__v!=n.__v&&($.props=M,$.state=$.__s,$.__g&=-9),t.__e=n.__e,t.__k=n.__k,t.__k.some(function(L){L&&(L.__=t)}),Jl.push.apply($.__h,$.__k),$.__k=[],$.__h.length&&r.push($),a=On(n);break e}$.componentWillUpdate&&$.componentWillUpdate(M,$.__s,k),w&&$.componentDidUpdate&&$.__h.push(function(){$.componentDidUpdate(v,C,T)})}else w&&!Y.getDerivedStateFromProps&&$.componentWillMount&&$.componentWillMount(),w&&$.componentDidMount&&$.__h.push($.componentDidMount);$.context=k,$.props=M,$.__P=e,$.__g&=-5,ee=xe.__r,F=w?25:0;do $.__g&=-9,ee&&ee(t),d=$.render($.props,$.state=$.__s,$.context);while(8&$.__g&&++F<25);w&&(Jl.push.apply($.__h,$.__k),$.__k=[]),$.state=$.__s,$.getChildContext&&(o=Yn({},o,$.getChildContext())),w&&n.__c&&$.getSnapshotBeforeUpdate&&(T=$.getSnapshotBeforeUpdate(v,C)),Z=d&&d.type===cl&&d.key==null?d.props.children:d,M.__P&&(d=a,l=(e=M.__P).namespaceURI,c=s=null,n.props&&n.props.__P!=e&&(n.__k.some(function(L){L&&hr(L,L)}),n.__k=null),a=n.__k?On(n,0):null),a=ti(e,fr(Z)?Z:[Z],t,n,o,l,s,r,a,c,p),M.__P&&(t.__e=null,a=d),t.__u&=-161,g&&g.some(Jn),$.__h.length&&r.push($),1&$.__g&&($.__g&=-4)}catch(L){if(r.length=b,t.__v=null,c||s)if(L&&L.then){if(t.__u|=128|c,s){for(~(G=s.indexOf(a||void 0))||(G=s.length);(P=s[G-1])&&P.nodeType==8;)G--;for(;G<s.length;G++)if(P=s[G])if(s[G]=null,N){if(P==J)break}else{if(P.nodeType!=8)break;P.data.startsWith("$s")&&(J=Vl(N=P))}}if(!N){for(;a&&a.nodeType==8&&a.nextSibling;)a=a.nextSibling;N=a}(d=Vl(N=t.__c.__z||(t.__c.__z=N)))?(t.__e=N,a=d):t.__e=a,a=a&&a.nextSibling}else s&&s.some(Jn);else t.__e=n.__e;t.__k||(t.__k=n.__k||[]),L&&L.then||oi(t),xe.__e(L,t,n)}}else a=t.__e=Ff(n.__e,t,n,o,l,s,r,c,p,e);return(d=xe.diffed)&&d(t),a}function Vl(e,t){if(e&&e.nodeType==8&&e.data.startsWith("$s"))for(var n=1;e=e.nextSibling;){if(e.nodeType==8){if(e.data.startsWith("$s"))n++;else if(e.data.startsWith("/$s")&&!--n)return e}t&&t.push(e)}}function oi(e){e&&(e.__c&&(e.__c.__g|=4),e.__k&&e.__k.some(oi))}function li(e,t,n){for(var o=0;o<n.length;)dr(n[o++],n[o++],n[o++]);xe.__c&&xe.__c(t,e),e.some(function(l){try{e=l.__h,l.__h=[],e.some(function(s){s.call(l)})}catch(s){xe.__e(s,l.__v)}})}function Ff(e,t,n,o,l,s,r,a,c,p){var d,g,b,$,v,C,T,M,w=n.props||Bl,O=t.props,k=t.type;if(k=="svg"?l="http://www.w3.org/2000/svg":k=="math"?l="http://www.w3.org/1998/Math/MathML":l||(l="http://www.w3.org/1999/xhtml"),s){for(d=0;d<s.length;d++)if((v=s[d])&&(k?v.localName==k:v.nodeType==3)){e=v,s[d]=null;break}}if(!e){if(M=p.ownerDocument||document,!k)return M.createTextNode(O);e=M.createElementNS(l,k,O.is?O:p),a&&(xe.__m&&xe.__m(t,s),a=!1),s=null}if(k){if(p=k=="template"&&e.content||e,s=k=="textarea"&&O.defaultValue!=null?null:s&&mr.call(p.childNodes),!a&&s)for(w={},d=0;d<e.attributes.length;d++)w[(v=e.attributes[d]).name]=v.value;for(d in w)v=w[d],d=="dangerouslySetInnerHTML"?b=v:d=="children"||d in O||d=="value"&&"defaultValue"in O||d=="checked"&&"defaultChecked"in O||zl(e,d,null,v,l);for(d in O)v=O[d],d=="children"?$=v:d=="dangerouslySetInnerHTML"?g=v:d=="value"?C=v:d=="checked"?T=v:a&&typeof v!="function"||w[d]===v||zl(e,d,v,w[d],l);g?(a||b&&(g.__html==b.__html||g.__html==e.innerHTML)||(e.innerHTML=g.__html),t.__k=[]):(b&&(e.textContent=""),(k=="foreignObject"||l=="http://www.w3.org/1998/Math/MathML"&&Of.test(k))&&(l="http://www.w3.org/1999/xhtml"),ti(p,fr($)?$:[$],t,n,o,l,s,r,s?s[0]:n.__k&&On(n,0),a,c),s&&s.some(Jn)),a&&k!="textarea"||(d="value",k=="progress"&&C==null?e.removeAttribute(d):C==null||C===e[d]&&(k!="progress"||C)||zl(e,d,C,w[d],l),d="checked",T!=null&&T!=e[d]&&zl(e,d,T,w[d],l))}else w===O||a&&e.data==O||(e.data=O);return e}function dr(e,t,n,o){try{typeof e=="function"?t?t.__x=e(t)||1:o&&(o=o.__c||o.__e)&&(t=o.__x)&&(o.__x=null,typeof t=="function"?t():e(null)):e.current=t}catch(l){xe.__e(l,n)}}function hr(e,t,n){var o,l,s,r;if(xe.unmount&&xe.unmount(e),!(o=e.ref)||o.current&&o.current!=e.__e||dr(o,null,t,e),o=e.__c){if(o.componentWillUnmount)try{o.componentWillUnmount()}catch(a){xe.__e(a,t)}o.__P=o.__n=null}if(o=e.__k)for(r=0;r<o.length;r++)o[r]&&hr(o[r],t,typeof e.type!="function"||n&&!e.props.__P);!n&&(o=e.__c)&&(o=o.__z)&&(l=Vl(o,s=[]))&&(o==e.__e&&s.some(Jn),Jn(l),Jn(o)),n||Jn(e.__e),e.__e=e.__c=e.__=null}function jf(e,t,n){return this.constructor(e,n)}function $r(e,t){var n,o,l,s;xe.__&&xe.__(e,t),t.nodeType==9&&(t=t.documentElement),o=(n=e&&32&e.__u)?null:t.__k,t.__k=al(cl,{children:[e]}),l=[],s=[],pr(t,t.__k,o||Bl,Bl,t.namespaceURI,o?null:t.firstChild?mr.call(t.childNodes):null,l,o?o.__e:t.firstChild,n,s),li(l,t.__k,s),t.__k.props.children=null}xe={__e:function(e,t,n,o){for(var l,s,r;t=t.__;)if((l=t.__c)&&!(1&l.__g)){l.__g|=4;try{if((r=(s=l.constructor)&&s.getDerivedStateFromError)&&l.setState(s.getDerivedStateFromError(e)),l.componentDidCatch&&(l.componentDidCatch(e,o||{}),r=1),r&&8&l.__g)return void(l.__g|=2)}catch(a){e=a}}throw Gl=0,e}},Ya=0,Pf=function(e){return e!=null&&e.constructor===il},ql.prototype.setState=function(e,t){var n=this.__s;n&&n!=this.state||(n=this.__s=Yn({},this.state)),typeof e=="function"&&(e=e(Yn({},n),this.props)),e&&(Yn(n,e),this.__v&&(t&&this.__k.push(t),Ba(this)))},ql.prototype.forceUpdate=function(e){this.__v&&(this.__g|=4,e&&this.__h.push(e),Ba(this))},ql.prototype.render=cl,An=[],Gl=0,Qa=function(e,t){return e.__v.__b-t.__v.__b},Wl=Symbol(),Ka=/(PointerCapture)$|Capture$/i,ur=0,cr={},Af=0;var fl,Qe,gr,si,_r=Object.is,Yl=0,di=[],br=[],Ve=xe,ri=Ve.__b,ai=Ve.__r,ii=Ve.diffed,ci=Ve.__c,ui=Ve.unmount,fi=Ve.__;function vr(e,t){Ve.__h&&Ve.__h(Qe,e,Yl||t),Yl=0;var n=Qe.__H||(Qe.__H={__:[],__h:[]});return e>=n.__.length&&n.__.push({}),n.__[e]}function A(e){return Yl=1,If($i,e)}function If(e,t,n){var o=vr(fl++,2);if(o.t=e,!o.__c&&(o.__=[n?n(t):$i(void 0,t),function(s){var r=(o.__N||o.__)[0],a=o.t(r,s);_r(r,a)||(o.__N=[a,o.__[1]],o.__c.setState({}))}],o.__c=Qe,!Qe.__f)){Qe.__f=!0;var l=Qe.shouldComponentUpdate;Qe.shouldComponentUpdate=function(s,r,a){var c=this.__H;if(!c)return!0;var p=!1,d=this.props!=s;if(c.__.some(function(b){b.__N&&(p=!0,_r(b.__[0],b.__N[0])||(d=!0))}),l){var g=l.call(this,s,r,a);return p?g||d:g}return!p||d}}return o.__}function ce(e,t){var n=vr(fl++,3);!Ve.__s&&hi(n.__H,t)&&(n.__P=!0,n.__=e,n.u=t,Qe.__H.__h.push(n))}function je(e){return Yl=5,To(function(){return{current:e}},[])}function To(e,t){var n=vr(fl++,7);return hi(n.__H,t)&&(n.__=e(),n.__H=t),n.__}function Hf(){var e;do{for(;e=br.shift();)try{ul(e)}catch(n){Ve.__e(n,{__:(e=e.__P)&&e.__v})}for(;e=di.shift();){var t=e.__H;if(e.__P&&t)try{t.__h.some(ul),t.__h.some(yr),t.__h=[]}catch(n){t.__h=[],Ve.__e(n,e.__v)}}}while(br.length)}Ve.__b=function(e){Qe=null,ri&&ri(e)},Ve.__=function(e,t){e&&t.__k&&t.__k.__m&&(e.__m=t.__k.__m),fi&&fi(e,t)},Ve.__r=function(e){ai&&ai(e),fl=0;var t=(Qe=e.__c).__H;t&&(gr==Qe?Qe.__h=[]:(t.__h.some(ul),t.__h.some(yr),fl=0),t.__h=[],t.__.some(function(n){n.__N&&(n.__=n.__N),n.u=n.__N=void 0})),gr=Qe},Ve.diffed=function(e){ii&&ii(e);var t=e.__c;t&&t.__H&&(t.__H.__h.length&&pi(di.push(t)),t.__H.__.some(function(n){n.u&&(n.__H=n.u)})),gr=Qe=null},Ve.__c=function(e,t){t.some(function(n){try{n.__h.some(ul),n.__h=n.__h.filter(function(o){return!o.__||yr(o)})}catch(o){n.__h=[function(){throw o}]}}),ci&&ci(e,t)},Ve.unmount=function(e){ui&&ui(e);var t,n,o=e.__c;o&&o.__H&&(o.__H.__.some(function(l){try{if(l.__P&&l.__c){if(n===void 0){for(n=e.__;n&&(!n.__c||!n.__c.__P);)n=n.__;n=n&&n.__c}l.__P=n,pi(br.push(l))}else ul(l)}catch(s){t=s}}),o.__H=void 0,t&&Ve.__e(t,o.__v))};var mi=typeof requestAnimationFrame=="function";function Uf(e){var t,n=function(){clearTimeout(o),mi&&cancelAnimationFrame(t),setTimeout(e)},o=setTimeout(n,35);mi&&(t=requestAnimationFrame(n))}function pi(e){e!=1&&si==Ve.requestAnimationFrame||((si=Ve.requestAnimationFrame)||Uf)(Hf)}function ul(e){var t=Qe,n=e.__c;typeof n=="function"&&(e.__c=void 0,n()),Qe=t}function yr(e){var t=Qe;e.__c=e.__(),Qe=t}function hi(e,t){return!e||e.length!=t.length||t.some(function(n,o){return!_r(n,e[o])})}function $i(e,t){return typeof t=="function"?t(e):t}var _i=function(e,t,n,o){var l;t[0]=0;for(var s=1;s<t.length;s++){var r=t[s++],a=t[s]?(t[0]|=r?1:2,n[t[s++]]):t[++s];r===3?o[0]=a:r===4?o[1]=Object.assign(o[1]||{},a):r===5?(o[1]=o[1]||{})[t[++s]]=a:r===6?o[1][t[++s]]+=a+"":r?(l=e.apply(a,_i(e,a,n,["",null])),o.push(l),a[0]?t[0]|=2:(t[s-2]=0,t[s]=l)):o.push(a)}return o},gi=new Map;function bi(e){var t=gi.get(this);return t||(t=new Map,gi.set(this,t)),(t=_i(this,t.get(e)||(t.set(e,t=(function(n){for(var o,l,s=1,r="",a="",c=[0],p=function(b){s===1&&(b||(r=r.replace(/^\s*\n\s*|\s*\n\s*$/g,"")))?c.push(0,b,r):s===3&&(b||r)?(c.push(3,b,r),s=2):s===2&&r==="..."&&b?c.push(4,b,0):s===2&&r&&!b?c.push(5,0,!0,r):s>=5&&((r||!b&&s===5)&&(c.push(s,0,r,l),s=6),b&&(c.push(s,b,0,l),s=6)),r=""},d=0;d<n.length;d++){d&&(s===1&&p(),p(d));for(var g=0;g<n[d].length;g++)o=n[d][g],s===1?o==="<"?(p(),c=[c],s=3):r+=o:s===4?r==="--"&&o===">"?(s=1,r=""):r=o+r[0]:a?o===a?a="":r+=o:o==='"'||o==="'"?a=o:o===">"?(p(),s=1):s&&(o==="="?(s=5,l=r,r=""):o==="/"&&(s<5||n[d][g+1]===">")?(p(),s===3&&(c=c[0]),s=c,(c=c[0]).push(2,0,s),s=0):o===" "||o==="	"||o===`
`||o==="\r"?(p(),s=2):r+=o),s===3&&r==="!--"&&(s=4,c=c[0])}return p(),c})(e)),t),arguments,[])).length>1?t:t[0]}var u=bi.bind(Za);function zt(e){let t=new Set;return{get:()=>e,set(n){if(n!==e){e=n;for(let o of[...t])o(e)}},watch(n){return t.add(n),()=>t.delete(n)}}}function Pe(e){let[t,n]=A(e.get());return ce(()=>(n(e.get()),e.watch(n)),[e]),t}var Ql=({size:e=28})=>u`
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
  </svg>`,zf={overview:"M3 3h6v8H3zM11 3h6v4h-6zM11 9h6v8h-6zM3 13h6v4H3z",jobs:"M3 5h2M8 5h9M3 10h2M8 10h9M3 15h2M8 15h9",models:"M10 2.5 17 6v8l-7 3.5L3 14V6zM3 6l7 3.5L17 6M10 9.5v8",datasets:"M3.5 5c0-3 13-3 13 0v10c0 3-13 3-13 0zM3.5 5c0 3 13 3 13 0M3.5 10c0 3 13 3 13 0",tenants:"M10 4v4M10 8H5v4M10 8h5v4M8 2.5h4v3H8zM3 12h4v4H3zM13 12h4v4h-4z",plus:"M10 4v12M4 10h12",running:"M6.5 4.2v11.6L16 10z",queued:"M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M10 6.5V10l2.5 2",paused:"M7 4.5v11M13 4.5v11",succeeded:"M4 10.5 8.2 15 16 5.5",failed:"M5 5l10 10M15 5 5 15",cancelled:"M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M5.2 5.2l9.6 9.6",copy:"M7 7h9v10H7zM13 7V3H4v10h3",down:"M10 3v10M5.5 9 10 13.5 14.5 9M4 17h12",light:`M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M10 2v2M10 16v2M2 10h2M16 10h2M4.3 4.3l1.4 1.4
    M14.3 14.3l1.4 1.4M4.3 15.7l1.4-1.4M14.3 5.7l1.4-1.4`,dark:"M16 12.5A7 7 0 0 1 7.5 4a7 7 0 1 0 8.5 8.5z",auto:"M3 4h14v9H3zM7 17h6M10 13v4",out:"M12 4H4v12h8M9 10h8M14 7l3 3-3 3",up:"M10 16V5M5.5 9.5 10 5l4.5 4.5",below:"M10 4v11M5.5 10.5 10 15l4.5-4.5",warn:"M10 3 18 17H2zM10 8.5v4M10 14.6v.2"},rt=({name:e,size:t=18})=>u`
  <svg class="icon" width=${t} height=${t} viewBox="0 0 20 20" aria-hidden="true">
    <path d=${zf[e]} />
  </svg>`;var ml="allot.token";function Wf(){try{return sessionStorage.getItem(ml)||localStorage.getItem(ml)||""}catch{return""}}var Nn=zt(Wf()),Mo=zt({ok:!0}),Kl=zt(""),ze=zt(null);function dl(e,t){try{sessionStorage.removeItem(ml),localStorage.removeItem(ml),e&&(t?localStorage:sessionStorage).setItem(ml,e)}catch{}e||ze.set(null),Nn.set(e)}var Kt=class extends Error{constructor(t,n){super(n.detail||n.title||`The daemon answered ${t}.`),this.status=t,this.code=n.code||"",this.errors=n.errors||[],this.requestId=n.request_id||""}fault(t){return this.errors.find(n=>n.pointer===t)}};function Co({detail:e,allowed:t}){return t&&!/allowed/i.test(e)?`${e}; allowed: ${t}`:e}var Qn=e=>e.trim()!==""&&Number.isFinite(Number(e))?Number(e):e,Zl=e=>/\.gz$/.test(e)?{"Content-Encoding":"gzip"}:{},pl=class extends Error{};function wr(e){Mo.get().ok&&Mo.set({ok:!1,since:Date.now(),reason:e})}function qf(){Mo.get().ok||Mo.set({ok:!0})}async function Zt(e,t,{body:n,type:o,headers:l={},signal:s,as:r=Nn.get()}={}){let a={Accept:"application/json",...l};r&&(a.Authorization=`Bearer ${r}`),n!==void 0&&(a["Content-Type"]=o||"application/json");let c;try{c=await fetch(t,{method:e,headers:a,signal:s,cache:"no-store",body:n===void 0||o?n:JSON.stringify(n)})}catch(d){throw d.name==="AbortError"?d:(wr("the daemon does not answer"),new pl("The daemon does not answer."))}if(qf(),c.ok)return c;let p={};try{p=await c.json()}catch{}throw c.status===401&&r&&r===Nn.get()&&(Kl.set("The token is no longer good: it has expired or was deleted."),dl("",!1)),new Kt(c.status,p)}async function Ge(e,t,n){let o=await Zt(e,t,n);return o.status===204?null:o.json()}var Eo=(e,t)=>Ge("GET",e,t);function _n(e){let t=new URLSearchParams;for(let[o,l]of Object.entries(e))l!==""&&l!=null&&t.set(o,l);let n=t.toString();return n?`?${n}`:""}var yi=e=>`'${e.replaceAll("'","'\\''")}'`;function te(e,t,n){let o=["curl"];e!=="GET"&&!(e==="POST"&&n)&&o.push("-X",e),o.push('-H "Authorization: Bearer $ALLOT_TOKEN"'),n&&o.push("--json",yi(typeof n=="string"?n:JSON.stringify(n)));let l=location.origin+t;return o.push(/[?&']/.test(l)?yi(l):l),o.join(" ")}async function vi(e,t){let n=await Zt("GET",e,{headers:{Accept:"*/*"}}),o=URL.createObjectURL(await n.blob()),l=document.createElement("a");l.href=o,l.download=t,l.click(),setTimeout(()=>URL.revokeObjectURL(o),1e4)}var Sr=zt({text:"",n:0});function Ae(e,t="good"){Sr.set({text:e,kind:t,n:Sr.get().n+1})}function kr(){let e=Pe(Sr),[t,n]=A(!1);return ce(()=>{if(!e.n)return;n(!0);let o=setTimeout(()=>n(!1),6e3);return()=>clearTimeout(o)},[e.n]),u`<div class="toast ${t?"shown":""} ${e.kind||""}" role="status" aria-live="polite">${t?e.text:""}</div>`}function se({error:e,retry:t}){if(!e)return null;let n=e instanceof Kt?e.errors:[];return u`
    <div class="note bad" role="alert">
      <${rt} name="warn" />
      <div>
        <p>${e.message}</p>
        ${n.length>0&&u`<ul>${n.map(o=>u`
          <li><code>${o.pointer||"/"}</code> ${Co(o)}</li>`)}</ul>`}
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
  </div>`,We=({what:e})=>u`<p class="waiting" role="status">Loading ${e}…</p>`;var ki="allot.theme",xr=["auto","light","dark"],Si={auto:"Theme: as the system",light:"Theme: light",dark:"Theme: dark"};function Vf(){try{return localStorage.getItem(ki)||"auto"}catch{return"auto"}}var Xl=zt(Vf()),Po=zt(0);function xi(e){e==="auto"?delete document.documentElement.dataset.theme:document.documentElement.dataset.theme=e,Po.set(Po.get()+1)}xi(Xl.get());Xl.watch(xi);matchMedia("(prefers-color-scheme: dark)").addEventListener("change",()=>Po.set(Po.get()+1));function es(){let e=Pe(Xl),t=()=>{let n=xr[(xr.indexOf(e)+1)%xr.length];try{localStorage.setItem(ki,n)}catch{}Xl.set(n)};return u`<button class="icon-button" aria-label=${Si[e]} title=${Si[e]} onClick=${t}>
    <${rt} name=${e} /></button>`}function ts(e){let t=document.createElement("span");t.style.color=`var(${e})`,document.body.append(t);let{color:n}=getComputedStyle(t);return t.remove(),n}function St(e=1e3){let[t,n]=A(Date.now());return ce(()=>{let o=setInterval(()=>!document.hidden&&n(Date.now()),e);return()=>clearInterval(o)},[e]),t}function Tr(e){let[t,n=""]=e.replace(/^#\/?/,"").split("?");return{parts:t.split("/").filter(Boolean).map(decodeURIComponent),params:Object.fromEntries(new URLSearchParams(n))}}function Q(e,t={}){let n=new URLSearchParams;for(let[l,s]of Object.entries(t))s!==""&&s!=null&&n.set(l,s);let o=n.toString();return`#/${e.map(encodeURIComponent).join("/")}${o?`?${o}`:""}`}function Dn(...e){location.hash=Q(...e)}function Pt(e){let t=Tr(location.hash);history.replaceState(null,"",Q(t.parts,{...t.params,...e})),window.dispatchEvent(new Event("hashchange"))}function Ti(){let[e,t]=A(()=>Tr(location.hash));return ce(()=>{let n=()=>t(Tr(location.hash));return window.addEventListener("hashchange",n),()=>window.removeEventListener("hashchange",n)},[]),e}function Mi(e){let t="";return n=>{t+=n;let o=t.split(/\r?\n\r?\n/);t=o.pop();for(let l of o){let s={id:"",event:"message",data:""};for(let r of l.split(/\r?\n/)){let[,a,c]=/^(\w+): ?(.*)$/.exec(r)||[];a==="data"?s.data+=(s.data?`
`:"")+c:a&&(s[a]=c)}(s.data||s.id)&&e(s)}}}var os=zt("off"),Mr=new Set,Ao=null,Cr="",ns=500;function Gf(e){return Mr.add(e),()=>Mr.delete(e)}function Bf(e){e.id&&(Cr=e.id);let t;try{t=JSON.parse(e.data)}catch{return}let n={type:e.event,...t};for(let o of[...Mr])o(n)}async function Jf(e){for(;!e.signal.aborted;){try{let t={Accept:"text/event-stream"};Cr&&(t["Last-Event-ID"]=Cr);let n=await Zt("GET","/v1/events",{headers:t,signal:e.signal});os.set("live"),ns=500;let o=Mi(Bf),l=n.body.pipeThrough(new TextDecoderStream).getReader();for(;;){let{value:s,done:r}=await l.read();if(r)break;o(s)}}catch(t){if(e.signal.aborted)return;if(!(t instanceof pl)&&t.status&&t.status<500){os.set("off");return}wr("the event stream ended")}if(e.signal.aborted)return;os.set("down"),await new Promise(t=>setTimeout(t,ns)),ns=Math.min(ns*2,1e4)}}function ls(){Ao&&Ao.abort(),Ao=null,os.set("off")}function Er(){Ao||document.hidden||!Nn.get()||(Ao=new AbortController,Jf(Ao))}document.addEventListener("visibilitychange",()=>document.hidden?ls():Er());window.addEventListener("pagehide",ls);var yn=new Map,Yf=60,Qf=400;function Kf(e,t){yn.delete(e),yn.set(e,t),yn.size>Yf&&yn.delete(yn.keys().next().value)}var Ci=()=>yn.clear();function B(e,{match:t,every:n=15e3,keep:o=!1}={}){let[l,s]=A(()=>({path:e,...yn.get(e)||{}})),r=je({});return r.current.match=t,ce(()=>{if(!e)return;let c=new AbortController,p=0,d=!1,g=!1;s(M=>o&&!yn.get(e)?{...M,path:e,error:void 0}:{path:e,...yn.get(e)||{}});let b=M=>{clearTimeout(p),M&&!c.signal.aborted&&(p=setTimeout($,M))};async function $(){if(d){g=!0;return}if(document.hidden)return b(n);d=!0,g=!1;try{let M=await Zt("GET",e,{signal:c.signal}),w={data:await M.json(),etag:M.headers.get("ETag"),at:Date.now()};Kf(e,w),c.signal.aborted||s({path:e,...w})}catch(M){c.signal.aborted||s(w=>({...w,error:M}))}d=!1,b(g?300:n)}r.current.load=$,$();let v=0,C=Gf(M=>{v||M.type!=="reset"&&!r.current.match?.(M)||(v=setTimeout(()=>{v=0,$()},Qf))}),T=()=>!document.hidden&&$();return document.addEventListener("visibilitychange",T),()=>{c.abort(),clearTimeout(p),clearTimeout(v),C(),document.removeEventListener("visibilitychange",T)}},[e,n]),{...l.path===e||o?l:{path:e},reload:()=>r.current.load&&r.current.load()}}var Ei=new Intl.NumberFormat("en",{maximumFractionDigits:0}),z=e=>e==null?"\u2013":Ei.format(e);function X(e){if(e==null||!Number.isFinite(e))return e==null?"\u2013":String(e);let t=Math.abs(e);return t!==0&&(t<.001||t>=1e7)?e.toExponential(2).replace("e+","e"):t>=1e3?Ei.format(e):String(Number(e.toPrecision(4)))}var Kn=e=>e==null?"\u2013":e===0||e>=100?X(e):String(Number(e.toFixed(e<.01?5:3))),Oo=(e,t=0)=>e==null?"\u2013":`${e.toFixed(t)} %`;function Ke(e){if(e==null)return"\u2013";let t=["B","KiB","MiB","GiB","TiB"],n=0;for(;e>=1024&&n<t.length-1;n++)e/=1024;return`${n&&e<100?e.toFixed(1):Math.round(e)} ${t[n]}`}function Te(e){return e==null||!Number.isFinite(e)?"\u2013":(e=Math.max(0,e),e>=10&&(e=Math.round(e)),e<1?e>0?`${Math.max(1,Math.round(e*1e3))} ms`:"0 s":e<60?`${e<10?Number(e.toFixed(1)):Math.round(e)} s`:e<3600?`${Math.floor(e/60)} min ${e%60} s`.replace(" 0 s",""):e<86400?`${Math.floor(e/3600)} h ${Math.floor(e%3600/60)} min`.replace(" 0 min",""):`${Math.floor(e/86400)} d ${Math.floor(e%86400/3600)} h`.replace(" 0 h",""))}var vn=(e,t=Date.now())=>e?(t-Date.parse(e))/1e3:null;function un(e,t){let n=vn(e,t);return n==null?"\u2013":n<5?"just now":`${Te(Math.round(n)).split(" ").slice(0,2).join(" ")} ago`}var Zf=new Intl.DateTimeFormat("en-GB",{day:"numeric",month:"short",hour:"2-digit",minute:"2-digit",second:"2-digit"}),Ue=e=>e?Zf.format(new Date(e)):"\u2013",be=(e,t,n=`${t}s`)=>`${z(e)} ${e===1?t:n}`;function Pi(e,t){if(!e.length)return null;let n=[...e].sort((o,l)=>o-l);return n[Math.min(n.length-1,Math.floor(t*n.length))]}function Ai(){let[e,t]=A(""),[n,o]=A(!1),[l,s]=A(Kl.get()),[r,a]=A(!1);async function c(p){p.preventDefault();let d=e.trim();if(!d)return s("Paste a token first.");a(!0);try{ze.set(await Eo("/v1/me",{as:d})),Kl.set(""),dl(d,n)}catch(g){let b=g instanceof Kt&&g.status===401;s(b?"The daemon does not know this token, or it has expired.":g.message)}a(!1)}return u`
    <main class="login">
      <div class="login-card">
        <div class="login-brand"><${Ql} size="56" /><div><h1>Allot</h1><p>Compute, fairly shared.</p></div></div>
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
      <div class="login-foot"><${es} /></div>
    </main>`}function Oe({title:e,lead:t,actions:n,crumb:o,children:l}){let s=je();return ce(()=>{document.title=`${e} \xB7 Allot`},[e]),ce(()=>{window.scrollTo(0,0),s.current.focus({preventScroll:!0})},[]),u`
    <header class="page-head">
      <div class="page-title">
        ${o&&u`<p class="crumb">${o}</p>`}
        <h1 ref=${s} tabindex="-1">${e}</h1>
        ${t&&u`<p class="lead">${t}</p>`}
      </div>
      ${n&&u`<div class="actions">${n}</div>`}
    </header>
    ${l}`}var No=({title:e,what:t,error:n,retry:o})=>u`
  <${Oe} title=${e}>
    ${n?u`<${se} error=${n} retry=${o} />`:u`<${We} what=${t} />`}
  <//>`,W=({title:e,note:t,actions:n,children:o,class:l="",id:s})=>u`
  <section class="panel ${l}" id=${s} aria-label=${e}>
    ${e&&u`
      <div class="panel-head"><h2>${e}</h2>${t&&u`<p class="quiet">${t}</p>`}
        ${n&&u`<div class="actions">${n}</div>`}</div>`}
    ${o}
  </section>`,At=({rows:e})=>u`
  <dl class="facts">${e.filter(t=>t&&t[1]!=null&&t[1]!=="").map(([t,n])=>u`
    <div><dt>${t}</dt><dd>${n}</dd></div>`)}</dl>`,Do=({rows:e,class:t=""})=>u`
  <dl class="figures ${t}">${e.filter(n=>n[1]!=null).map(([n,o])=>u`<div><dt>${n}</dt><dd>${o}</dd></div>`)}</dl>`,ss=e=>Object.entries(e||{}).filter(([,t])=>t!==null&&t!=="").map(([t,n])=>[t.replaceAll("_"," "),u`<code class="long">${typeof n=="object"?JSON.stringify(n):String(n)}</code>`]);var Xf=8;function hl(e){let t=7;for(let n of e||"")t=t*31+n.codePointAt(0)>>>0;return t%Xf}function rs(e){let t=String(e||"?").split(/[^\p{L}\p{N}]+/u).filter(Boolean);return(t.length>1?t[0][0]+t[1][0]:(t[0]||"?").slice(0,2)).toUpperCase()}var em=({name:e})=>u`
  <span class="sign hue-${hl(e)}" aria-hidden="true">${rs(e)}</span>`,_t=({name:e})=>u`<span class="tenant"><${em} name=${e} />${e}</span>`;var Oi={queued:"Queued",running:"Running",paused:"Paused",succeeded:"Succeeded",failed:"Failed",cancelled:"Cancelled"},Lo=({state:e})=>u`
  <span class="state ${e}"><${rt} name=${Oi[e]?e:"queued"} size="14" />${Oi[e]||e}</span>`,Ot=e=>["succeeded","failed","cancelled"].includes(e),tm={preempted:"gave its slots back; goes on from its checkpoint",max_runtime:"stopped at its time limit; the checkpoint is kept",diverged:"the loss became NaN or infinite",slots:"too few slots are free",max_slots:"its tenant may hold no more slots",max_running_jobs:"its tenant may run no more jobs at once",memory:"too little memory is left",credits:"the credits do not suffice",entitlement:"others hold the slots, and its tenant has its share",quantum:"what could be taken back has only just started",reservation:"it would delay a job that was promised a start",turn:"it is another job's turn first",user:"asked for by a user"},Ro=e=>tm[e]||String(e||"").replaceAll("_"," "),Fo=({value:e,label:t})=>u`
  <div class="progress" role="progressbar" aria-valuemin="0" aria-valuemax="100"
       aria-valuenow=${Math.round(e||0)} aria-label=${t}>
    <div style=${{width:`${Math.min(100,e||0)}%`}}></div>
  </div>`;function Ni({have:e,need:t,label:n}){let o=Math.max(e,t,1e-9)*1.05;return u`
    <div class="have-need" role="img" aria-label=${n}>
      <div class="have ${e>=t?"enough":""}" style=${{width:`${100*e/o}%`}}></div>
      <div class="need" style=${{left:`${100*t/o}%`}}></div>
    </div>`}var as=e=>e.resources.slots,jo=e=>e.resources.device,Zn=(e,t)=>e[`${t}_id`]||e[t];function $l({min:e=1,max:t=e}){return e===t?String(e):`${e}\u2013${t}`}var nm=/accuracy|r2|auc|f1|iou|hit/,is=e=>nm.test(e)?Math.max:Math.min,om=["val_accuracy","accuracy","val_r2","r2","val_mae","mae","val_loss","loss"];function cs(e){let t=e.metrics?.latest||e.metrics||{},n=om.find(o=>typeof t[o]=="number");return n?{name:n,value:t[n],text:X(t[n])}:null}function Di(e){let t=e.progress||{},n=Oo(t.percent??0);return e.state==="running"?t.eta_s!=null?`${n} \xB7 ${Te(t.eta_s)} left`:n:e.state==="succeeded"?be(t.epochs||t.epoch||0,"epoch"):e.reason?Ro(e.reason):n}var Ln=e=>t=>t.job===e,Wt=e=>!!e.job||/job|cluster|quota|tenant|slot/.test(e.type||"");var us=128,Pr=10,lm=33,Li="other tenants";function sm(e,t){let n=[];for(let o of e.held||[]){let l=o.tenant,s=t.filter(a=>a.tenant_id===o.tenant_id),r=o.slots;for(let a of s){let c=Math.min(a.width||0,r);c>0&&n.push({tenant:l,width:c,job:a}),r-=c}r>0&&n.push({tenant:l,width:r})}return e.others>0&&n.push({tenant:Li,width:e.others}),n}var rm=e=>e>us?"crowd":e>=lm?"many":e<=Pr?"few":"";function Ri({device:e,pool:t,jobs:n}){let o=sm(t,n),l=Math.max(0,t.slots-o.reduce((c,p)=>c+p.width,0)),s=e==="gpu"?"GPU slots":"CPU slots",r=t.slots>us,a=r||t.slots<=Pr;return u`
    <${W} title=${s} note="${z(t.slots-l)} of ${z(t.slots)} held">
      <ul class="field-plots ${rm(t.slots)}" aria-label="${s}, by who holds them">
        ${o.map(c=>u`<${am} ...${c} total=${t.slots} />`)}
        ${l>0&&u`<li class="bed free" style=${a?{flexGrow:l}:void 0}
          aria-label="${be(l,"free slot")}">${!r&&Array.from({length:l},()=>u`<i></i>`)}</li>`}
      </ul>
      <ul class="held">${(t.held||[]).map(c=>u`
        <li><${_t} name=${c.tenant} /> <b>${z(c.slots)}</b></li>`)}
        ${t.others>0&&u`<li><${_t} name=${Li} /> <b>${z(t.others)}</b></li>`}
        ${l>0&&u`<li class="quiet">free <b>${z(l)}</b></li>`}</ul>
    <//>`}function am({tenant:e,width:t,job:n,total:o}){let l=`${n?`${n.name}, `:""}${e}: ${be(t,"slot")}`,s=o>us?u`<i data-sign=${rs(e)}></i>`:Array.from({length:t},(a,c)=>u`<i data-sign=${c===0?rs(e):void 0}></i>`),r=o>us||o<=Pr?{flexGrow:t}:void 0;return u`<li class="bed hue-${hl(e)}" style=${r} title=${l}>
    ${n?u`<a href=${Q(["jobs",n.id])} data-name=${n.name}><span class="hidden">${l}</span>${s}</a>`:u`<span class="bed-inner" role="img" aria-label=${l}>${s}</span>`}</li>`}var im=8,Fi="/v1/decisions?limit=40",cm=100,um={turn:"slots were free and it was its turn",take_back:"a tenant below its entitlement takes back what others hold above theirs",guarantee:"a guarantee comes back at once",rebalance:"its tenant is below its entitlement",cap:"a limit was lowered below what is held",reserved:"it does not fit yet, and others may not delay it"};function fm(e){return e.do==="start"?`starts on ${be(e.width,"slot")}`:e.do==="preempt"?`gives its ${be(e.was,"slot")} back and waits again`:e.do==="reserve"?"has a place reserved":`goes from ${e.was} to ${be(e.width,"slot")}`}function ji(){let{data:e}=B(Fi,{match:Wt,every:1e4}),t=St(5e3),n=B(`/v1/jobs?limit=${cm}`,{match:Wt,every:3e4}),o=new Map((n.data?.data||[]).map(r=>[r.id,r.name])),l=(e?.data||[]).flatMap(r=>(r.plan?.actions||[]).map(a=>({...a,at:r.at,key:`${r.id}${a.job}`}))).filter((r,a,c)=>!(r.do==="reserve"&&c[a-1]?.do==="reserve"&&c[a-1].job===r.job)).slice(0,im);if(!l.length)return null;let s=r=>u`<a href=${Q(["jobs",r])}>${o.get(r)||r}</a>`;return u`
    <${W} title="Last decisions" actions=${u`<${ae} command=${te("GET",Fi)} />`}>
      <ol class="decisions">${l.map(r=>u`
        <li key=${r.key}><time datetime=${r.at} title=${Ue(r.at)}>${un(r.at,t)}</time>
          <p>${s(r.job)} ${fm(r)}: ${um[r.reason]||r.reason}${r.by?u`, for ${s(r.by)}`:""}.</p></li>`)}</ol>
    <//>`}var mm=[["cpu","CPU"],["gpu","GPU"]],pm=(e,t)=>e[t].held||e[t].entitlement||e[t].demand;function Ii({data:e}){let t=e?.data||[],n=mm.map(([o,l])=>[o,l,t.filter(s=>pm(s,o))]).filter(([,,o])=>o.length);return u`
    <${W} title="Fair share" note=${n.length?`Jain index ${X(e[n[0][0]].jain)}, 1 is perfectly fair`:""}>
      ${!n.length&&u`<${ut} title="No claims now">Shares are drawn here as soon as a tenant has a job.<//>`}
      ${n.map(([o,l,s])=>u`
        ${n.length>1&&u`<h3 class="shares-of">${l} slots</h3>`}
        <${hm} key=${o} device=${o} rows=${s} />`)}
      ${n.length>0&&u`
        <p class="quiet key"><span class="key-bar"></span> held now <span class="key-mark"></span> entitlement</p>`}
      <${dm} of=${e?.forecasts} />
    <//>`}function dm({of:e}){if(!e||!e.started)return null;let t=n=>Oo(100*n);return u`
    <p class="quiet">Start times told to waiting jobs: of ${be(e.started,"job")},
      <b>${t(e.by_p50)}</b> started by the “as likely as not” time (50 % is honest) and
      <b>${t(e.by_p90)}</b> by the “nine times in ten” time (90 % is).
      ${e.late>0&&u` ${be(e.late,"waiting job")} ${e.late===1?"is":"are"} late already.`}</p>`}function hm({device:e,rows:t}){let n=Math.max(1,...t.map(o=>Math.max(o[e].held,o[e].entitlement)));return u`
    <ul class="shares">${t.map(o=>{let{held:l,entitlement:s,waiting_jobs:r}=o[e];return u`
        <li key=${o.tenant_id}>
          <p><a href=${Q(["tenants",o.tenant_id])}><${_t} name=${o.tenant} /></a>
            <span class="n">holds <b>${X(l)}</b> · entitled to <b>${X(s)}</b>${r>0&&u`
              <span class="quiet"> · ${be(r,"job")} ${r===1?"waits":"wait"}</span>`}</span></p>
          <div class="share" aria-hidden="true">
            <div class="share-held hue-${hl(o.tenant)}" style=${{width:`${100*l/n}%`}}></div>
            <div class="share-mark" style=${{left:`${100*s/n}%`}}></div>
          </div>
        </li>`})}</ul>`}var $m=[["running_jobs","max_running_jobs","Running jobs",z],["queued_jobs","max_queued_jobs","Waiting jobs",z],["storage_bytes","storage_bytes","Storage",Ke]];function Hi(){let{data:e}=B("/v1/me",{match:Wt,every:15e3}),t=$m.map(([n,o,l,s])=>({used:e?.use?.[n]??0,limit:e?.quota?.[o],label:l,text:s})).filter(n=>n.limit!=null);return t.length?u`
    <${W} title="Your tenant's limits" note=${e.tenant}>
      <ul class="shares">${t.map(n=>u`
        <li key=${n.label}><p><span>${n.label}</span><span class="n"><b>${n.text(n.used)}</b> of ${n.text(n.limit)}</span></p>
          <${Fo} value=${n.limit?100*n.used/n.limit:100} label=${n.label} /></li>`)}</ul>
    <//>`:null}function Io({title:e,children:t,yes:n,kind:o="danger",onYes:l,onNo:s}){let r=je();return ce(()=>{r.current.showModal()},[]),u`
    <dialog ref=${r} aria-labelledby="dialog-title" onCancel=${s} onClose=${s}>
      <h2 id="dialog-title">${e}</h2>
      <div class="dialog-body">${t}</div>
      <div class="actions">
        <button onClick=${s} autofocus>Keep as it is</button>
        <button class=${o} onClick=${l}>${n}</button>
      </div>
    </dialog>`}function wn(e,t){let[n,o]=A(e),[l,s]=A(null),[r,a]=A(!1),c=Object.keys(n).map(b=>`/${b}`),p=l instanceof Kt?l.errors:[],d=p.filter(b=>!c.includes(b.pointer)),g=l&&(p.length===0||d.length>0)?Object.assign(Object.create(Object.getPrototypeOf(l)),l,{message:l.message,errors:d}):null;return{values:n,busy:r,rest:g,error:l,set:(b,$)=>o(v=>({...v,[b]:$})),reset:o,fault:b=>p.find($=>$.pointer===`/${b}`),async submit(b){b.preventDefault(),a(!0),s(null);try{await t(n)}catch($){s($)}a(!1)}}}var Ar=({id:e,fault:t})=>u`
  <p class="fault" id=${e} role="alert">${t?Co(t):""}</p>`;function kt({form:e,name:t,label:n,type:o="text",help:l,choices:s,unit:r,placeholder:a}){let c=`field-${t.replaceAll("/","-")}`,p=e.fault(t),d={id:c,value:e.values[t],"aria-invalid":p?"true":void 0,"aria-describedby":`${c}-fault ${c}-help`,onInput:g=>e.set(t,g.currentTarget.value)};return u`
    <div class="field ${p?"wrong":""}">
      <label for=${c}>${n}${r&&u` <span class="quiet">(${r})</span>`}</label>
      ${s?u`<select ...${d}>${s.map(g=>u`<option value=${g}>${g||"\u2013"}</option>`)}</select>`:u`<input type=${o==="number"?"text":o} inputmode=${o==="number"?"decimal":void 0}
            placeholder=${a} autocomplete="off" ...${d} />`}
      <${Ar} id="${c}-fault" fault=${p} />
      ${l&&u`<p class="help" id="${c}-help">${l}</p>`}
    </div>`}var Xn=({id:e,label:t,value:n,choices:o,set:l,help:s})=>u`
  <div class="field"><label for=${e}>${t}</label>
    <select id=${e} value=${n} onChange=${r=>l(r.currentTarget.value)}>${o.map(r=>u`
      <option value=${r}>${String(r).replace("_"," ")}</option>`)}</select>
    ${s&&u`<p class="help">${s}</p>`}</div>`,gl=({label:e,checked:t,set:n})=>u`
  <label class="check"><input type="checkbox" checked=${t} onChange=${o=>n(o.currentTarget.checked)} /> ${e}</label>`,fn=({leave:e,send:t,busy:n})=>u`
  <div class="actions">
    ${e&&u`<button type="button" onClick=${e}>Not now</button>`}
    <button class="primary" disabled=${n}>${t}</button>
  </div>`;var Or="/v1/cluster";function Ui({cluster:e,done:t}){let[n,o]=A(!1),[l,s]=A(!1),[r,a]=A(null);async function c(d){o(!1),a(null);try{await Ge("PATCH",Or,{body:{accepting:d}}),Ae(d?"Jobs are started again.":"The machine is being drained.")}catch(g){a(g)}t()}let p=e.accepting;return u`
    <${W} title="Machine" note=${p?"jobs are started as slots allow":"being drained: nothing new starts"}
      actions=${u`<${ae} command=${te("PATCH",Or,{accepting:!p})} />
        <button class="small" aria-expanded=${String(l)} onClick=${()=>s(!l)}>Change slots</button>
        <button class="small" onClick=${()=>p?o(!0):c(!0)}>${p?"Drain":"Start jobs again"}</button>`}>
      <${se} error=${r} />
      ${l&&u`<${gm} cluster=${e} done=${()=>{s(!1),t()}} />`}
      ${n&&u`
        <${Io} title="Drain the machine?" yes="Drain" kind="primary" onYes=${()=>c(!1)} onNo=${()=>o(!1)}>
          <p>Running jobs go on to their end; waiting ones stay in the queue until jobs are started again.</p>
        <//>`}
    <//>`}function gm({cluster:e,done:t}){let n=wn({cpu_slots:String(e.cpu.slots),gpu_slots:String(e.gpu.slots)},async o=>{await Ge("PATCH",Or,{body:{cpu_slots:Qn(o.cpu_slots),gpu_slots:Qn(o.gpu_slots)}}),Ae("The slots are changed."),t()});return u`
    <form class="form" onSubmit=${n.submit} aria-label="Slots of the machine">
      <div class="grid-form">
        <${kt} form=${n} name="cpu_slots" label="CPU slots" type="number"
          help="With fewer, jobs are narrowed or stopped at their next step and keep everything." />
        <${kt} form=${n} name="gpu_slots" label="GPU slots" type="number" />
      </div>
      <${se} error=${n.rest} />
      <${fn} send="Set slots" busy=${n.busy} />
    </form>`}var _l=e=>e&&e.role!=="viewer";function fs(){let e=Pe(ze);return _l(e)&&u`<a class="button primary" href=${Q(["submit"])}><${rt} name="plus" />New job</a>`}var _m={queued:["pause","cancel"],running:["pause","cancel"],paused:["resume","cancel"]},bm={pause:"is being paused",resume:"is queued again",cancel:"is being cancelled"};function zi({job:e,reload:t}){let n=Pe(ze),[o,l]=A(null),[s,r]=A(!1);if(!_l(n))return null;async function a(d){l(null),r(!0);try{await Ge("POST",`/v1/jobs/${e.id}/${d}`),Ae(`${e.name} ${bm[d]}.`)}catch(g){Ae(g.message,"bad")}r(!1),t()}let c={pause:"Pause",resume:"Resume",cancel:"Cancel job"},p=e.state==="running";return u`
    ${(_m[e.state]||[]).map(d=>u`
      <button disabled=${s} onClick=${()=>d==="resume"?a(d):l(d)}>${c[d]}</button>`)}
    ${o==="cancel"&&u`
      <${Io} title="Cancel ${e.name}?" yes="Cancel the job" onYes=${()=>a("cancel")} onNo=${()=>l(null)}>
        <p>${p?`It has reached step ${e.progress?.step??0} of ${e.progress?.steps??"?"}. `:""}A cancelled job
          makes no model and cannot be resumed; its metrics stay. Pausing keeps everything.</p>
      <//>`}
    ${o==="pause"&&u`
      <${Io} title="Pause ${e.name}?" yes="Pause the job" kind="primary" onYes=${()=>a("pause")} onNo=${()=>l(null)}>
        <p>${p?"It saves a checkpoint after the present step and gives its slots back.":"It leaves the queue."}
          ${" "}When resumed it goes on as if it had never stopped.</p>
      <//>`}`}function Ho({what:e,name:t,path:n,back:o}){let l=Pe(ze),[s,r]=A(!1);if(!_l(l))return null;async function a(){r(!1);try{await Zt("DELETE",n),Ae(`${t} is deleted.`),Dn([o])}catch(c){Ae(c.message,"bad")}}return u`
    <button onClick=${()=>r(!0)}>Delete</button>
    ${s&&u`
      <${Io} title="Delete ${t}?" yes="Delete the ${e}" onYes=${a} onNo=${()=>r(!1)}>
        <p>It cannot be brought back. What was made of it stays.</p>
      <//>`}`}var Nr=200,Wi=8,ms=200,bl=(e,t)=>`${z(e)}${e>=t?"+":""}`;function qi(){let e={match:Wt,every:5e3},t=B("/v1/cluster",e),n=B(`/v1/queue?limit=${ms}`,e),o=B(`/v1/jobs?state=running&limit=${Nr}`,e),l=B("/v1/fairness",e),s=Pe(ze),r=o.data?.data||[],a=n.data?.data||[];return u`
    <${Oe} title="Overview" lead=${ym(t.data,r,a)} actions=${u`<${fs} />`}>
      ${!t.data&&!t.error&&u`<${We} what="the machine" />`}
      <${se} error=${!t.data&&t.error} retry=${t.reload} />
      ${t.data&&t.data.accepting===!1&&u`
        <div class="note"><p>The machine is being drained: running jobs go on, nothing new starts.</p></div>`}
      <div class="fields">
        ${["cpu","gpu"].map(c=>t.data?.[c]?.slots>0&&u`
          <${Ri} key=${c} device=${c} pool=${t.data[c]} jobs=${r.filter(p=>jo(p)===c)} />`)}
      </div>
      <${vm} cluster=${t.data} jobs=${r} waiting=${a} />
      <div class="two">
        <${wm} list=${n.data&&a} error=${n.error} />
        <${Ii} data=${l.data} />
      </div>
      ${s?.role==="admin"&&t.data&&u`<${Ui} cluster=${t.data} done=${t.reload} />`}
      ${s&&s.role!=="admin"&&u`<${Hi} />`}
      ${s?.role==="admin"&&u`<${ji} />`}
    <//>`}function ym(e,t,n){if(!e)return"";let{slots:o,free:l}=e.cpu,s=Math.max(0,...n.map(d=>d.waiting_s||0)),r=`${bl(t.length,Nr)} ${t.length===1?"job runs":"jobs run"}`,a=e.cpu.others>0?`; ${z(o-l)} of ${be(o,"CPU slot")} are held`:` on ${z(o-l)} of ${be(o,"CPU slot")}`,c=o===l?`All ${be(o,"CPU slot")} are free`:r+a,p=n.length?`${bl(n.length,ms)} ${n.length===1?"waits":"wait"}, the longest for ${Te(s)}`:"nothing waits";return`${c}; ${p}.`}function vm({cluster:e,jobs:t,waiting:n}){let o=n.map(r=>r.waiting_s||0),l=e?e.cpu.free+(e.gpu?.free||0):null,s=[["Running",bl(t.length,Nr)],["Waiting",bl(n.length,ms)],["Median wait so far",o.length?Te(Pi(o,.5)):"\u2013"],["Longest wait",o.length?Te(Math.max(...o)):"\u2013"],["Free slots",z(l)]];return u`<${Do} rows=${s} />`}function wm({list:e,error:t}){return u`
    <${W} title="Queue" note=${e?.length?"in the order of their turns":""}>
      ${!e&&(t?u`<${se} error=${t} />`:u`<${We} what="the queue" />`)}
      ${e&&!e.length&&u`
        <${ut} title="Nobody waits" command=${te("POST","/v1/jobs","@job.json")}>
          Every job that was asked for runs or has ended.<//>`}
      ${e?.length>0&&u`
        <ol class="queue">${e.slice(0,Wi).map(n=>u`
          <li key=${n.job}>
            <span class="position">${n.position}</span>
            <div>
              <p><a href=${Q(["jobs",n.job])}>${n.name||n.job}</a> <${_t} name=${n.tenant} /></p>
              <p class="quiet">${Ro(n.reason)}</p>
            </div>
            <p class="n quiet">${be(n.slots,n.device==="gpu"?"GPU slot":"slot")}<br />${Te(n.waiting_s)}</p>
          </li>`)}</ol>
        ${e.length>Wi&&u`
          <p><a href=${Q(["jobs"],{state:"queued"})}>All ${bl(e.length,ms)} waiting jobs</a></p>`}`}
    <//>`}var mt=({columns:e})=>u`
  <thead><tr>${e.map(t=>{let n=t.endsWith("#"),o=t.startsWith("("),l=t.replace(/^\(|\)$|#$/g,"");return u`<th scope="col" class=${n?"n":void 0}>${o?u`<span class="hidden">${l}</span>`:l}</th>`})}</tr></thead>`,Uo=({label:e,tall:t,children:n})=>u`
  <div class="scroll ${t?"tall":""}" tabindex="0" role="region" aria-label=${e}>${n}</div>`;var Sm="uplot",km="u-hz",xm="u-vt",Tm="u-title",Mm="u-wrap",Cm="u-under",Em="u-over",Pm="u-axis",no="u-off",Am="u-select",Om="u-cursor-x",Nm="u-cursor-y",Dm="u-cursor-pt",Lm="u-legend",Rm="u-live",Fm="u-inline",jm="u-series",Im="u-marker",Vi="u-label",Hm="u-value",vl="width",wl="height";var Gi="bottom",zo="left",Dr="right",Kr="#000",Bi=Kr+"0",Lr="mousemove",Ji="mousedown",Rr="mouseup",Yi="mouseenter",Qi="mouseleave",Ki="dblclick",Um="resize",zm="scroll",Zi="change",gs="dppxchange",Zr="--",Yo=typeof window<"u",Ur=Yo?document:null,qo=Yo?window:null,Wm=Yo?navigator:null,$e,ps;function zr(){let e=devicePixelRatio;$e!=e&&($e=e,ps&&qr(Zi,ps,zr),ps=matchMedia(`(min-resolution: ${$e-.001}dppx) and (max-resolution: ${$e+.001}dppx)`),oo(Zi,ps,zr),qo.dispatchEvent(new CustomEvent(gs)))}function Nt(e,t){if(t!=null){let n=e.classList;!n.contains(t)&&n.add(t)}}function Wr(e,t){let n=e.classList;n.contains(t)&&n.remove(t)}function Ne(e,t,n){e.style[t]=n+"px"}function Xt(e,t,n,o){let l=Ur.createElement(e);return t!=null&&Nt(l,t),n?.insertBefore(l,o),l}function qt(e,t){return Xt("div",e,t)}var Xi=new WeakMap;function mn(e,t,n,o,l){let s="translate("+t+"px,"+n+"px)",r=Xi.get(e);s!=r&&(e.style.transform=s,Xi.set(e,s),t<0||n<0||t>o||n>l?Nt(e,no):Wr(e,no))}var ec=new WeakMap;function tc(e,t,n){let o=t+n,l=ec.get(e);o!=l&&(ec.set(e,o),e.style.background=t,e.style.borderColor=n)}var nc=new WeakMap;function oc(e,t,n,o){let l=t+""+n,s=nc.get(e);l!=s&&(nc.set(e,l),e.style.height=n+"px",e.style.width=t+"px",e.style.marginLeft=o?-t/2+"px":0,e.style.marginTop=o?-n/2+"px":0)}var Xr={passive:!0},qm={...Xr,capture:!0};function oo(e,t,n,o){t.addEventListener(e,n,o?qm:Xr)}function qr(e,t,n,o){t.removeEventListener(e,n,Xr)}Yo&&zr();function en(e,t,n,o){let l;n=n||0,o=o||t.length-1;let s=o<=2147483647;for(;o-n>1;)l=s?n+o>>1:Dt((n+o)/2),t[l]<e?n=l:o=l;return e-t[n]<=t[o]-e?n:o}function Ac(e){return(n,o,l)=>{let s=-1,r=-1;for(let a=o;a<=l;a++)if(e(n[a])){s=a;break}for(let a=l;a>=o;a--)if(e(n[a])){r=a;break}return[s,r]}}var Oc=e=>e!=null,Nc=e=>e!=null&&e>0,ys=Ac(Oc),Vm=Ac(Nc);function Gm(e,t,n,o=0,l=!1){let s=l?Vm:ys,r=l?Nc:Oc;[t,n]=s(e,t,n);let a=e[t],c=e[t];if(t>-1)if(o==1)a=e[t],c=e[n];else if(o==-1)a=e[n],c=e[t];else for(let p=t;p<=n;p++){let d=e[p];r(d)&&(d<a?a=d:d>c&&(c=d))}return[a??we,c??-we]}function vs(e,t,n,o){let l=rc(e),s=rc(t);e==t&&(l==-1?(e*=n,t/=n):(e/=n,t*=n));let r=n==10?Sn:Dc,a=l==1?Dt:Vt,c=s==1?Vt:Dt,p=a(r(Xe(e))),d=c(r(Xe(t))),g=Vo(n,p),b=Vo(n,d);return n==10&&(p<0&&(g=Se(g,-p)),d<0&&(b=Se(b,-d))),o||n==2?(e=g*l,t=b*s):(e=jc(e,g),t=ws(t,b)),[e,t]}function ea(e,t,n,o){let l=vs(e,t,n,o);return e==0&&(l[0]=0),t==0&&(l[1]=0),l}var ta=.1,lc={mode:3,pad:ta},kl={pad:0,soft:null,mode:0},Bm={min:kl,max:kl};function _s(e,t,n,o){return Ss(n)?sc(e,t,n):(kl.pad=n,kl.soft=o?0:null,kl.mode=o?3:0,sc(e,t,Bm))}function de(e,t){return e??t}function Jm(e,t,n){for(t=de(t,0),n=de(n,e.length-1);t<=n;){if(e[t]!=null)return!0;t++}return!1}function sc(e,t,n){let o=n.min,l=n.max,s=de(o.pad,0),r=de(l.pad,0),a=de(o.hard,-we),c=de(l.hard,we),p=de(o.soft,we),d=de(l.soft,-we),g=de(o.mode,0),b=de(l.mode,0),$=t-e,v=Sn($),C=bt(Xe(e),Xe(t)),T=Sn(C),M=Xe(T-v);($<1e-24||M>10)&&($=0,(e==0||t==0)&&($=1e-24,g==2&&p!=we&&(s=0),b==2&&d!=-we&&(r=0)));let w=$||C||1e3,O=Sn(w),k=Vo(10,Dt(O)),ee=w*($==0?e==0?.1:1:s),F=Se(jc(e-ee,k/10),24),Z=e>=p&&(g==1||g==3&&F<=p||g==2&&F>=p)?p:we,N=bt(a,F<Z&&e>=Z?Z:tn(Z,F)),J=w*($==0?t==0?.1:1:r),G=Se(ws(t+J,k/10),24),P=t<=d&&(b==1||b==3&&G>=d||b==2&&G<=d)?d:-we,Y=tn(c,G>P&&t<=P?P:bt(P,G));return N==Y&&N==0&&(Y=100),[N,Y]}var Ym=new Intl.NumberFormat(Yo?Wm.language:"en-US"),na=e=>Ym.format(e),Lt=Math,$s=Lt.PI,Xe=Lt.abs,Dt=Lt.floor,Ze=Lt.round,Vt=Lt.ceil,tn=Lt.min,bt=Lt.max,Vo=Lt.pow,rc=Lt.sign,Sn=Lt.log10,Dc=Lt.log2,Qm=(e,t=1)=>Lt.sinh(e)*t,Fr=(e,t=1)=>Lt.asinh(e/t),we=1/0;function ac(e){return(Sn((e^e>>31)-(e>>31))|0)+1}function Vr(e,t,n){return tn(bt(e,t),n)}function Lc(e){return typeof e=="function"}function ue(e){return Lc(e)?e:()=>e}var Km=()=>{},Rc=e=>e,Fc=(e,t)=>t,Zm=e=>null,ic=e=>!0,cc=(e,t)=>e==t,Xm=/\.\d*?(?=9{6,}|0{6,})/gm,lo=e=>{if(Hc(e)||Fn.has(e))return e;let t=`${e}`,n=t.match(Xm);if(n==null)return e;let o=n[0].length-1;if(t.indexOf("e-")!=-1){let[l,s]=t.split("e");return+`${lo(l)}e${s}`}return Se(e,o)};function eo(e,t){return lo(Se(lo(e/t))*t)}function ws(e,t){return lo(Vt(lo(e/t))*t)}function jc(e,t){return lo(Dt(lo(e/t))*t)}function Se(e,t=0){if(Hc(e))return e;let n=10**t,o=e*n*(1+Number.EPSILON);return Ze(o)/n}var Fn=new Map;function Ic(e){return((""+e).split(".")[1]||"").length}function Tl(e,t,n,o){let l=[],s=o.map(Ic);for(let r=t;r<n;r++){let a=Xe(r),c=Se(Vo(e,r),a);for(let p=0;p<o.length;p++){let d=e==10?+`${o[p]}e${r}`:o[p]*c,g=(r>=0?0:a)+(r>=s[p]?0:s[p]),b=e==10?d:Se(d,g);l.push(b),Fn.set(b,g)}}return l}var xl={},oa=[],Go=[null,null],Rn=Array.isArray,Hc=Number.isInteger,ep=e=>e===void 0;function uc(e){return typeof e=="string"}function Ss(e){let t=!1;if(e!=null){let n=e.constructor;t=n==null||n==Object}return t}function tp(e){return e!=null&&typeof e=="object"}var np=Object.getPrototypeOf(Uint8Array),Uc="__proto__";function Bo(e,t=Ss){let n;if(Rn(e)){let o=e.find(l=>l!=null);if(Rn(o)||t(o)){n=Array(e.length);for(let l=0;l<e.length;l++)n[l]=Bo(e[l],t)}else n=e.slice()}else if(e instanceof np)n=e.slice();else if(t(e)){n={};for(let o in e)o!=Uc&&(n[o]=Bo(e[o],t))}else n=e;return n}function Be(e){let t=arguments;for(let n=1;n<t.length;n++){let o=t[n];for(let l in o)l!=Uc&&(Ss(e[l])?Be(e[l],Bo(o[l])):e[l]=Bo(o[l]))}return e}var op=0,lp=1,sp=2;function rp(e,t,n){for(let o=0,l,s=-1;o<t.length;o++){let r=t[o];if(r>s){for(l=r-1;l>=0&&e[l]==null;)e[l--]=null;for(l=r+1;l<n&&e[l]==null;)e[s=l++]=null}}}function ap(e,t){if(up(e)){let r=e[0].slice();for(let a=1;a<e.length;a++)r.push(...e[a].slice(1));return fp(r[0])||(r=cp(r)),r}let n=new Set;for(let r=0;r<e.length;r++){let c=e[r][0],p=c.length;for(let d=0;d<p;d++)n.add(c[d])}let o=[Array.from(n).sort((r,a)=>r-a)],l=o[0].length,s=new Map;for(let r=0;r<l;r++)s.set(o[0][r],r);for(let r=0;r<e.length;r++){let a=e[r],c=a[0];for(let p=1;p<a.length;p++){let d=a[p],g=Array(l).fill(void 0),b=t?t[r][p]:lp,$=[];for(let v=0;v<d.length;v++){let C=d[v],T=s.get(c[v]);C===null?b!=op&&(g[T]=C,b==sp&&$.push(T)):g[T]=C}rp(g,$,l),o.push(g)}}return o}var ip=typeof queueMicrotask>"u"?e=>Promise.resolve().then(e):queueMicrotask;function cp(e){let t=e[0],n=t.length,o=Array(n);for(let s=0;s<o.length;s++)o[s]=s;o.sort((s,r)=>t[s]-t[r]);let l=[];for(let s=0;s<e.length;s++){let r=e[s],a=Array(n);for(let c=0;c<n;c++)a[c]=r[o[c]];l.push(a)}return l}function up(e){let t=e[0][0],n=t.length;for(let o=1;o<e.length;o++){let l=e[o][0];if(l.length!=n)return!1;if(l!=t){for(let s=0;s<n;s++)if(l[s]!=t[s])return!1}}return!0}function fp(e,t=100){let n=e.length;if(n<=1)return!0;let o=0,l=n-1;for(;o<=l&&e[o]==null;)o++;for(;l>=o&&e[l]==null;)l--;if(l<=o)return!0;let s=bt(1,Dt((l-o+1)/t));for(let r=e[o],a=o+s;a<=l;a+=s){let c=e[a];if(c!=null){if(c<=r)return!1;r=c}}return!0}var zc=["January","February","March","April","May","June","July","August","September","October","November","December"],Wc=["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"];function qc(e){return e.slice(0,3)}var mp=Wc.map(qc),pp=zc.map(qc),dp={MMMM:zc,MMM:pp,WWWW:Wc,WWW:mp};function yl(e){return(e<10?"0":"")+e}function hp(e){return(e<10?"00":e<100?"0":"")+e}var $p={YYYY:e=>e.getFullYear(),YY:e=>(e.getFullYear()+"").slice(2),MMMM:(e,t)=>t.MMMM[e.getMonth()],MMM:(e,t)=>t.MMM[e.getMonth()],MM:e=>yl(e.getMonth()+1),M:e=>e.getMonth()+1,DD:e=>yl(e.getDate()),D:e=>e.getDate(),WWWW:(e,t)=>t.WWWW[e.getDay()],WWW:(e,t)=>t.WWW[e.getDay()],HH:e=>yl(e.getHours()),H:e=>e.getHours(),h:e=>{let t=e.getHours();return t==0?12:t>12?t-12:t},AA:e=>e.getHours()>=12?"PM":"AM",aa:e=>e.getHours()>=12?"pm":"am",a:e=>e.getHours()>=12?"p":"a",mm:e=>yl(e.getMinutes()),m:e=>e.getMinutes(),ss:e=>yl(e.getSeconds()),s:e=>e.getSeconds(),fff:e=>hp(e.getMilliseconds())};function la(e,t){t=t||dp;let n=[],o=/\{([a-z]+)\}|[^{]+/gi,l;for(;l=o.exec(e);)n.push(l[0][0]=="{"?$p[l[1]]:l[0]);return s=>{let r="";for(let a=0;a<n.length;a++)r+=typeof n[a]=="string"?n[a]:n[a](s,t);return r}}var gp=new Intl.DateTimeFormat().resolvedOptions().timeZone;function _p(e,t){let n;return t=="UTC"||t=="Etc/UTC"?n=new Date(+e+e.getTimezoneOffset()*6e4):t==gp?n=e:(n=new Date(e.toLocaleString("en-US",{timeZone:t})),n.setMilliseconds(e.getMilliseconds())),n}var Vc=e=>e%1==0,bs=[1,2,2.5,5],bp=Tl(10,-32,0,bs),Gc=Tl(10,0,32,bs),yp=Gc.filter(Vc),to=bp.concat(Gc),sa=`
`,Bc="{YYYY}",fc=sa+Bc,Jc="{M}/{D}",Sl=sa+Jc,ds=Sl+"/{YY}",Yc="{aa}",vp="{h}:{mm}",Wo=vp+Yc,mc=sa+Wo,pc=":{ss}",_e=null;function Qc(e){let t=e*1e3,n=t*60,o=n*60,l=o*24,s=l*30,r=l*365,c=(e==1?Tl(10,0,3,bs).filter(Vc):Tl(10,-3,0,bs)).concat([t,t*5,t*10,t*15,t*30,n,n*5,n*10,n*15,n*30,o,o*2,o*3,o*4,o*6,o*8,o*12,l,l*2,l*3,l*4,l*5,l*6,l*7,l*8,l*9,l*10,l*15,s,s*2,s*3,s*4,s*6,r,r*2,r*5,r*10,r*25,r*50,r*100]),p=[[r,Bc,_e,_e,_e,_e,_e,_e,1],[l*28,"{MMM}",fc,_e,_e,_e,_e,_e,1],[l,Jc,fc,_e,_e,_e,_e,_e,1],[o,"{h}"+Yc,ds,_e,Sl,_e,_e,_e,1],[n,Wo,ds,_e,Sl,_e,_e,_e,1],[t,pc,ds+" "+Wo,_e,Sl+" "+Wo,_e,mc,_e,1],[e,pc+".{fff}",ds+" "+Wo,_e,Sl+" "+Wo,_e,mc,_e,1]];function d(g){return(b,$,v,C,T,M)=>{let w=[],O=T>=r,k=T>=s&&T<r,ee=g(v),F=Se(ee*e,3),Z=jr(ee.getFullYear(),O?0:ee.getMonth(),k||O?1:ee.getDate()),N=Se(Z*e,3);if(k||O){let J=k?T/s:0,G=O?T/r:0,P=F==N?F:Se(jr(Z.getFullYear()+G,Z.getMonth()+J,1)*e,3),Y=new Date(Ze(P/e)),L=Y.getFullYear(),ne=Y.getMonth();for(let V=0;P<=C;V++){let fe=jr(L+G*V,ne+J*V,1),q=fe-g(Se(fe*e,3));P=Se((+fe+q)*e,3),P<=C&&w.push(P)}}else{let J=T>=l?l:T,G=Dt(v)-Dt(F),P=N+G+ws(F-N,J);w.push(P);let Y=g(P),L=Y.getHours()+Y.getMinutes()/n+Y.getSeconds()/o,ne=T/o,V=b.axes[$]._space,fe=M/V;for(;P=Se(P+T,e==1?0:3),!(P>C);)if(ne>1){let q=Dt(Se(L+ne,6))%24,me=g(P).getHours()-q;me>1&&(me=-1),P-=me*o,L=(L+ne)%24;let ye=w[w.length-1];Se((P-ye)/T,3)*fe>=.7&&w.push(P)}else w.push(P)}return w}}return[c,p,d]}var[wp,Sp,kp]=Qc(1),[xp,Tp,Mp]=Qc(.001);Tl(2,-53,53,[1]);function dc(e,t){return e.map(n=>n.map((o,l)=>l==0||l==8||o==null?o:t(l==1||n[8]==0?o:n[1]+o)))}function hc(e,t){return(n,o,l,s,r)=>{let a=t.find(v=>r>=v[0])||t[t.length-1],c,p,d,g,b,$;return o.map(v=>{let C=e(v),T=C.getFullYear(),M=C.getMonth(),w=C.getDate(),O=C.getHours(),k=C.getMinutes(),ee=C.getSeconds(),F=T!=c&&a[2]||M!=p&&a[3]||w!=d&&a[4]||O!=g&&a[5]||k!=b&&a[6]||ee!=$&&a[7]||a[1];return c=T,p=M,d=w,g=O,b=k,$=ee,F(C)})}}function Cp(e,t){let n=la(t);return(o,l,s,r,a)=>l.map(c=>n(e(c)))}function jr(e,t,n){return new Date(e,t,n)}function $c(e,t){return t(e)}var Ep="{YYYY}-{MM}-{DD} {h}:{mm}{aa}";function gc(e,t){return(n,o,l,s)=>s==null?Zr:t(e(o))}function Pp(e,t){let n=e.series[t];return n.width?n.stroke(e,t):n.points.width?n.points.stroke(e,t):null}function Ap(e,t){return e.series[t].fill(e,t)}var Op={show:!0,live:!0,isolate:!1,mount:Km,markers:{show:!0,width:2,stroke:Pp,fill:Ap,dash:"solid"},idx:null,idxs:null,values:[]};function Np(e,t){let n=e.cursor.points,o=qt(),l=n.size(e,t);Ne(o,vl,l),Ne(o,wl,l);let s=l/-2;Ne(o,"marginLeft",s),Ne(o,"marginTop",s);let r=n.width(e,t,l);return r&&Ne(o,"borderWidth",r),o}function Dp(e,t){let n=e.series[t].points;return n._fill||n._stroke}function Lp(e,t){let n=e.series[t].points;return n._stroke||n._fill}function Rp(e,t){return e.series[t].points.size}var Ir=[0,0];function Fp(e,t,n){return Ir[0]=t,Ir[1]=n,Ir}function hs(e,t,n,o=!0){return l=>{l.button==0&&(!o||l.target==t)&&n(l)}}function Hr(e,t,n,o=!0){return l=>{(!o||l.target==t)&&n(l)}}var jp={show:!0,x:!0,y:!0,lock:!1,move:Fp,points:{one:!1,show:Np,size:Rp,width:0,stroke:Lp,fill:Dp},bind:{mousedown:hs,mouseup:hs,click:hs,dblclick:hs,mousemove:Hr,mouseleave:Hr,mouseenter:Hr},drag:{setScale:!0,x:!0,y:!1,dist:0,uni:null,click:(e,t)=>{t.stopPropagation(),t.stopImmediatePropagation()},_x:!1,_y:!1},focus:{dist:(e,t,n,o,l)=>o-l,prox:-1,bias:0},hover:{skip:[void 0],prox:null,bias:0},left:-10,top:-10,idx:null,dataIdx:null,idxs:null,event:null},Kc={show:!0,stroke:"rgba(0,0,0,0.07)",width:2},ra=Be({},Kc,{filter:Fc}),Zc=Be({},ra,{size:10}),Xc=Be({},Kc,{show:!1}),aa='12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji"',eu="bold "+aa,tu=1.5,_c={show:!0,scale:"x",stroke:Kr,space:50,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:eu,side:2,grid:ra,ticks:Zc,border:Xc,font:aa,lineGap:tu,rotate:0},Ip="Value",Hp="Time",bc={show:!0,scale:"x",auto:!1,sorted:1,min:we,max:-we,idxs:[]};function Up(e,t,n,o,l){return t.map(s=>s==null?"":na(s))}function zp(e,t,n,o,l,s,r){let a=[],c=Fn.get(l)||0;n=r?n:Se(ws(n,l),c);for(let p=n;p<=o;p=Se(p+l,c))a.push(Object.is(p,-0)?0:p);return a}function Gr(e,t,n,o,l,s,r){let a=[],c=e.scales[e.axes[t].scale].log,p=c==10?Sn:Dc,d=Dt(p(n));l=Vo(c,d),c==10&&(l=to[en(l,to)]);let g=n,b=l*c;c==10&&(b=to[en(b,to)]);do a.push(g),g=g+l,c==10&&!Fn.has(g)&&(g=Se(g,Fn.get(l))),g>=b&&(l=g,b=l*c,c==10&&(b=to[en(b,to)]));while(g<=o);return a}function Wp(e,t,n,o,l,s,r){let c=e.scales[e.axes[t].scale].asinh,p=o>c?Gr(e,t,bt(c,n),o,l):[c],d=o>=0&&n<=0?[0]:[];return(n<-c?Gr(e,t,bt(c,-o),-n,l):[c]).reverse().map(b=>-b).concat(d,p)}var nu=/./,qp=/[12357]/,Vp=/[125]/,yc=/1/,Br=(e,t,n,o)=>e.map((l,s)=>t==4&&l==0||s%o==0&&n.test(l.toExponential()[l<0?1:0])?l:null);function Gp(e,t,n,o,l){let s=e.axes[n],r=s.scale,a=e.scales[r],c=e.valToPos,p=s._space,d=c(10,r),g=c(9,r)-d>=p?nu:c(7,r)-d>=p?qp:c(5,r)-d>=p?Vp:yc;if(g==yc){let b=Xe(c(1,r)-d);if(b<p)return Br(t.slice().reverse(),a.distr,g,Vt(p/b)).reverse()}return Br(t,a.distr,g,1)}function Bp(e,t,n,o,l){let s=e.axes[n],r=s.scale,a=s._space,c=e.valToPos,p=Xe(c(1,r)-c(2,r));return p<a?Br(t.slice().reverse(),3,nu,Vt(a/p)).reverse():t}function Jp(e,t,n,o){return o==null?Zr:t==null?"":na(t)}var vc={show:!0,scale:"y",stroke:Kr,space:30,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:eu,side:3,grid:ra,ticks:Zc,border:Xc,font:aa,lineGap:tu,rotate:0};function Yp(e,t){let n=3+(e||1)*2;return Se(n*t,3)}function Qp(e,t){let{scale:n,idxs:o}=e.series[0],l=e._data[0],s=e.valToPos(l[o[0]],n,!0),r=e.valToPos(l[o[1]],n,!0),a=Xe(r-s),c=e.series[t],p=a/(c.points.space*$e);return o[1]-o[0]<=p}var wc={scale:null,auto:!0,sorted:0,min:we,max:-we},ou=(e,t,n,o,l)=>l,Sc={show:!0,auto:!0,sorted:0,gaps:ou,alpha:1,facets:[Be({},wc,{scale:"x"}),Be({},wc,{scale:"y"})]},kc={scale:"y",auto:!0,sorted:0,show:!0,spanGaps:!1,gaps:ou,alpha:1,points:{show:Qp,filter:null},values:null,min:we,max:-we,idxs:[],path:null,clip:null};function Kp(e,t,n,o,l){return n/10}var lu={time:!0,auto:!0,distr:1,log:10,asinh:1,min:null,max:null,dir:1,ori:0},Zp=Be({},lu,{time:!1,ori:1}),xc={};function su(e,t){let n=xc[e];return n||(n={key:e,plots:[],sub(o){n.plots.push(o)},unsub(o){n.plots=n.plots.filter(l=>l!=o)},pub(o,l,s,r,a,c,p){for(let d=0;d<n.plots.length;d++)n.plots[d]!=l&&n.plots[d].pub(o,l,s,r,a,c,p)}},e!=null&&(xc[e]=n)),n}var Jo=1,Jr=2;function so(e,t,n){let o=e.mode,l=e.series[t],s=o==2?e._data[t]:e._data,r=e.scales,a=e.bbox,c=s[0],p=o==2?s[1]:s[t],d=o==2?r[l.facets[0].scale]:r[e.series[0].scale],g=o==2?r[l.facets[1].scale]:r[l.scale],b=a.left,$=a.top,v=a.width,C=a.height,T=e.valToPosH,M=e.valToPosV;return d.ori==0?n(l,c,p,d,g,T,M,b,$,v,C,xs,Qo,Ms,au,cu):n(l,c,p,d,g,M,T,$,b,C,v,Ts,Ko,ua,iu,uu)}function ia(e,t){let n=0,o=0,l=de(e.bands,oa);for(let s=0;s<l.length;s++){let r=l[s];r.series[0]==t?n=r.dir:r.series[1]==t&&(r.dir==1?o|=1:o|=2)}return[n,o==1?-1:o==2?1:o==3?2:0]}function Xp(e,t,n,o,l){let s=e.mode,r=e.series[t],a=s==2?r.facets[1].scale:r.scale,c=e.scales[a];return l==-1?c.min:l==1?c.max:c.distr==3?c.dir==1?c.min:c.max:0}function kn(e,t,n,o,l,s){return so(e,t,(r,a,c,p,d,g,b,$,v,C,T)=>{let M=r.pxRound,w=p.dir*(p.ori==0?1:-1),O=p.ori==0?Qo:Ko,k,ee;w==1?(k=n,ee=o):(k=o,ee=n);let F=M(g(a[k],p,C,$)),Z=M(b(c[k],d,T,v)),N=M(g(a[ee],p,C,$)),J=M(b(s==1?d.max:d.min,d,T,v)),G=new Path2D(l);return O(G,N,J),O(G,F,J),O(G,F,Z),G})}function ks(e,t,n,o,l,s){let r=null;if(e.length>0){r=new Path2D;let a=t==0?Ms:ua,c=n;for(let g=0;g<e.length;g++){let b=e[g];if(b[1]>b[0]){let $=b[0]-c;$>0&&a(r,c,o,$,o+s),c=b[1]}}let p=n+l-c,d=10;p>0&&a(r,c,o-d/2,p,o+s+d)}return r}function ed(e,t,n){let o=e[e.length-1];o&&o[0]==t?o[1]=n:e.push([t,n])}function ca(e,t,n,o,l,s,r){let a=[],c=e.length;for(let p=l==1?n:o;p>=n&&p<=o;p+=l)if(t[p]===null){let g=p,b=p;if(l==1)for(;++p<=o&&t[p]===null;)b=p;else for(;--p>=n&&t[p]===null;)b=p;let $=s(e[g]),v=b==g?$:s(e[b]),C=g-l;$=r<=0&&C>=0&&C<c?s(e[C]):$;let M=b+l;v=r>=0&&M>=0&&M<c?s(e[M]):v,v>=$&&a.push([$,v])}return a}function Tc(e){return e==0?Rc:e==1?Ze:t=>eo(t,e)}function ru(e){let t=e==0?xs:Ts,n=e==0?(l,s,r,a,c,p)=>{l.arcTo(s,r,a,c,p)}:(l,s,r,a,c,p)=>{l.arcTo(r,s,c,a,p)},o=e==0?(l,s,r,a,c)=>{l.rect(s,r,a,c)}:(l,s,r,a,c)=>{l.rect(r,s,c,a)};return(l,s,r,a,c,p=0,d=0)=>{p==0&&d==0?o(l,s,r,a,c):(p=tn(p,a/2,c/2),d=tn(d,a/2,c/2),t(l,s+p,r),n(l,s+a,r,s+a,r+c,p),n(l,s+a,r+c,s,r+c,d),n(l,s,r+c,s,r,d),n(l,s,r,s+a,r,p),l.closePath())}}var xs=(e,t,n)=>{e.moveTo(t,n)},Ts=(e,t,n)=>{e.moveTo(n,t)},Qo=(e,t,n)=>{e.lineTo(t,n)},Ko=(e,t,n)=>{e.lineTo(n,t)},Ms=ru(0),ua=ru(1),au=(e,t,n,o,l,s)=>{e.arc(t,n,o,l,s)},iu=(e,t,n,o,l,s)=>{e.arc(n,t,o,l,s)},cu=(e,t,n,o,l,s,r)=>{e.bezierCurveTo(t,n,o,l,s,r)},uu=(e,t,n,o,l,s,r)=>{e.bezierCurveTo(n,t,l,o,r,s)};function fu(e){return(t,n,o,l,s)=>so(t,n,(r,a,c,p,d,g,b,$,v,C,T)=>{let{pxRound:M,points:w}=r,O,k;p.ori==0?(O=xs,k=au):(O=Ts,k=iu);let ee=Se(w.width*$e,3),F=(w.size-w.width)/2*$e,Z=Se(F*2,3),N=new Path2D,J=new Path2D,{left:G,top:P,width:Y,height:L}=t.bbox;Ms(J,G-Z,P-Z,Y+Z*2,L+Z*2);let ne=V=>{if(c[V]!=null){let fe=M(g(a[V],p,C,$)),q=M(b(c[V],d,T,v));O(N,fe+F,q),k(N,fe,q,F,0,$s*2)}};if(s)s.forEach(ne);else for(let V=o;V<=l;V++)ne(V);return{stroke:ee>0?N:null,fill:N,clip:J,flags:Jo|Jr}})}function mu(e){return(t,n,o,l,s,r)=>{o!=l&&(s!=o&&r!=o&&e(t,n,o),s!=l&&r!=l&&e(t,n,l),e(t,n,r))}}var td=mu(Qo),nd=mu(Ko);function pu(e){let t=de(e?.alignGaps,0);return(n,o,l,s)=>so(n,o,(r,a,c,p,d,g,b,$,v,C,T)=>{[l,s]=ys(c,l,s);let M=r.pxRound,w=L=>M(g(L,p,C,$)),O=L=>M(b(L,d,T,v)),k,ee;p.ori==0?(k=Qo,ee=td):(k=Ko,ee=nd);let F=p.dir*(p.ori==0?1:-1),Z={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:Jo},N=Z.stroke,J=!1;if(s-l>=C*4){let L=H=>n.posToVal(H,p.key,!0),ne=null,V=null,fe,q,yt,De=w(a[F==1?l:s]),me=w(a[l]),ye=w(a[s]),re=L(F==1?me+1:ye-1);for(let H=F==1?l:s;H>=l&&H<=s;H+=F){let Je=a[H],Le=(F==1?Je<re:Je>re)?De:w(Je),ge=c[H];Le==De?ge!=null?(q=ge,ne==null?(k(N,Le,O(q)),fe=ne=V=q):q<ne?ne=q:q>V&&(V=q)):ge===null&&(J=!0):(ne!=null&&ee(N,De,O(ne),O(V),O(fe),O(q)),ge!=null?(q=ge,k(N,Le,O(q)),ne=V=fe=q):(ne=V=null,ge===null&&(J=!0)),De=Le,re=L(De+F))}ne!=null&&ne!=V&&yt!=De&&ee(N,De,O(ne),O(V),O(fe),O(q))}else for(let L=F==1?l:s;L>=l&&L<=s;L+=F){let ne=c[L];ne===null?J=!0:ne!=null&&k(N,w(a[L]),O(ne))}let[P,Y]=ia(n,o);if(r.fill!=null||P!=0){let L=Z.fill=new Path2D(N),ne=r.fillTo(n,o,r.min,r.max,P),V=O(ne),fe=w(a[l]),q=w(a[s]);F==-1&&([q,fe]=[fe,q]),k(L,q,V),k(L,fe,V)}if(!r.spanGaps){let L=[];J&&L.push(...ca(a,c,l,s,F,w,t)),Z.gaps=L=r.gaps(n,o,l,s,L),Z.clip=ks(L,p.ori,$,v,C,T)}return Y!=0&&(Z.band=Y==2?[kn(n,o,l,s,N,-1),kn(n,o,l,s,N,1)]:kn(n,o,l,s,N,Y)),Z})}function od(e){let t=de(e.align,1),n=de(e.ascDesc,!1),o=de(e.alignGaps,0),l=de(e.extend,!1);return(s,r,a,c)=>so(s,r,(p,d,g,b,$,v,C,T,M,w,O)=>{[a,c]=ys(g,a,c);let k=p.pxRound,{left:ee,width:F}=s.bbox,Z=me=>k(v(me,b,w,T)),N=me=>k(C(me,$,O,M)),J=b.ori==0?Qo:Ko,G={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:Jo},P=G.stroke,Y=b.dir*(b.ori==0?1:-1),L=N(g[Y==1?a:c]),ne=Z(d[Y==1?a:c]),V=ne,fe=ne;l&&t==-1&&(fe=ee,J(P,fe,L)),J(P,ne,L);for(let me=Y==1?a:c;me>=a&&me<=c;me+=Y){let ye=g[me];if(ye==null)continue;let re=Z(d[me]),H=N(ye);t==1?J(P,re,L):J(P,V,H),J(P,re,H),L=H,V=re}let q=V;l&&t==1&&(q=ee+F,J(P,q,L));let[yt,De]=ia(s,r);if(p.fill!=null||yt!=0){let me=G.fill=new Path2D(P),ye=p.fillTo(s,r,p.min,p.max,yt),re=N(ye);J(me,q,re),J(me,fe,re)}if(!p.spanGaps){let me=[];me.push(...ca(d,g,a,c,Y,Z,o));let ye=p.width*$e/2,re=n||t==1?ye:-ye,H=n||t==-1?-ye:ye;me.forEach(Je=>{Je[0]+=re,Je[1]+=H}),G.gaps=me=p.gaps(s,r,a,c,me),G.clip=ks(me,b.ori,T,M,w,O)}return De!=0&&(G.band=De==2?[kn(s,r,a,c,P,-1),kn(s,r,a,c,P,1)]:kn(s,r,a,c,P,De)),G})}function Mc(e,t,n,o,l,s,r=we){if(e.length>1){let a=null;for(let c=0,p=1/0;c<e.length;c++)if(t[c]!==void 0){if(a!=null){let d=Xe(e[c]-e[a]);d<p&&(p=d,r=Xe(n(e[c],o,l,s)-n(e[a],o,l,s)))}a=c}}return r}function ld(e){e=e||xl;let t=de(e.size,[.6,we,1]),n=e.align||0,o=e.gap||0,l=e.radius;l=l==null?[0,0]:typeof l=="number"?[l,0]:l;let s=ue(l),r=1-t[0],a=de(t[1],we),c=de(t[2],1),p=de(e.disp,xl),d=de(e.each,$=>{}),{fill:g,stroke:b}=p;return($,v,C,T)=>so($,v,(M,w,O,k,ee,F,Z,N,J,G,P)=>{let Y=M.pxRound,L=n,ne=o*$e,V=a*$e,fe=c*$e,q,yt;k.ori==0?[q,yt]=s($,v):[yt,q]=s($,v);let De=k.dir*(k.ori==0?1:-1),me=k.ori==0?Ms:ua,ye=k.ori==0?d:(j,ke,Ye,co,Hn,on,Un)=>{d(j,ke,Ye,Hn,co,Un,on)},re=de($.bands,oa).find(j=>j.series[0]==v),H=re!=null?re.dir:0,Je=M.fillTo($,v,M.min,M.max,H),pt=Y(Z(Je,ee,P,J)),Le,ge,Gt,xt=G,Fe=Y(M.width*$e),nn=!1,hn=null,Rt=null,xn=null,ro=null;g!=null&&(Fe==0||b!=null)&&(nn=!0,hn=g.values($,v,C,T),Rt=new Map,new Set(hn).forEach(j=>{j!=null&&Rt.set(j,new Path2D)}),Fe>0&&(xn=b.values($,v,C,T),ro=new Map,new Set(xn).forEach(j=>{j!=null&&ro.set(j,new Path2D)})));let{x0:ao,size:Xo}=p;if(ao!=null&&Xo!=null){L=1,w=ao.values($,v,C,T),ao.unit==2&&(w=w.map(Ye=>$.posToVal(N+Ye*G,k.key,!0)));let j=Xo.values($,v,C,T);Xo.unit==2?ge=j[0]*G:ge=F(j[0],k,G,N)-F(0,k,G,N),xt=Mc(w,O,F,k,G,N,xt),Gt=xt-ge+ne}else xt=Mc(w,O,F,k,G,N,xt),Gt=xt*r+ne,ge=xt-Gt;Gt<1&&(Gt=0),Fe>=ge/2&&(Fe=0),Gt<5&&(Y=Rc);let Ol=Gt>0,jn=xt-Gt-(Ol?Fe:0);ge=Y(Vr(jn,fe,V)),Le=(L==0?ge/2:L==De?0:ge)-L*De*((L==0?ne/2:0)+(Ol?Fe/2:0));let dt={stroke:null,fill:null,clip:null,band:null,gaps:null,flags:0},io=nn?null:new Path2D,$n=null;if(re!=null)$n=$.data[re.series[1]];else{let{y0:j,y1:ke}=p;j!=null&&ke!=null&&(O=ke.values($,v,C,T),$n=j.values($,v,C,T))}let In=q*ge,le=yt*ge;for(let j=De==1?C:T;j>=C&&j<=T;j+=De){let ke=O[j];if(ke==null)continue;if($n!=null){let vt=$n[j]??0;if(ke-vt==0)continue;pt=Z(vt,ee,P,J)}let Ye=k.distr!=2||p!=null?w[j]:j,co=F(Ye,k,G,N),Hn=Z(de(ke,Je),ee,P,J),on=Y(co-Le),Un=Y(bt(Hn,pt)),Tt=Y(tn(Hn,pt)),Ft=Un-Tt;if(ke!=null){let vt=ke<0?le:In,Bt=ke<0?In:le;nn?(Fe>0&&xn[j]!=null&&me(ro.get(xn[j]),on,Tt+Dt(Fe/2),ge,bt(0,Ft-Fe),vt,Bt),hn[j]!=null&&me(Rt.get(hn[j]),on,Tt+Dt(Fe/2),ge,bt(0,Ft-Fe),vt,Bt)):me(io,on,Tt+Dt(Fe/2),ge,bt(0,Ft-Fe),vt,Bt),ye($,v,j,on-Fe/2,Tt,ge+Fe,Ft)}}return Fe>0?dt.stroke=nn?ro:io:nn||(dt._fill=M.width==0?M._fill:M._stroke??M._fill,dt.width=0),dt.fill=nn?Rt:io,dt})}function sd(e,t){let n=de(t?.alignGaps,0);return(o,l,s,r)=>so(o,l,(a,c,p,d,g,b,$,v,C,T,M)=>{[s,r]=ys(p,s,r);let w=a.pxRound,O=q=>w(b(q,d,T,v)),k=q=>w($(q,g,M,C)),ee,F,Z;d.ori==0?(ee=xs,Z=Qo,F=cu):(ee=Ts,Z=Ko,F=uu);let N=d.dir*(d.ori==0?1:-1),J=O(c[N==1?s:r]),G=J,P=[],Y=[];for(let q=N==1?s:r;q>=s&&q<=r;q+=N)if(p[q]!=null){let De=c[q],me=O(De);P.push(G=me),Y.push(k(p[q]))}let L={stroke:e(P,Y,ee,Z,F,w),fill:null,clip:null,band:null,gaps:null,flags:Jo},ne=L.stroke,[V,fe]=ia(o,l);if(a.fill!=null||V!=0){let q=L.fill=new Path2D(ne),yt=a.fillTo(o,l,a.min,a.max,V),De=k(yt);Z(q,G,De),Z(q,J,De)}if(!a.spanGaps){let q=[];q.push(...ca(c,p,s,r,N,O,n)),L.gaps=q=a.gaps(o,l,s,r,q),L.clip=ks(q,d.ori,v,C,T,M)}return fe!=0&&(L.band=fe==2?[kn(o,l,s,r,ne,-1),kn(o,l,s,r,ne,1)]:kn(o,l,s,r,ne,fe)),L})}function rd(e){return sd(ad,e)}function ad(e,t,n,o,l,s){let r=e.length;if(r<2)return null;let a=new Path2D;if(n(a,e[0],t[0]),r==2)o(a,e[1],t[1]);else{let c=Array(r),p=Array(r-1),d=Array(r-1),g=Array(r-1);for(let b=0;b<r-1;b++)d[b]=t[b+1]-t[b],g[b]=e[b+1]-e[b],p[b]=d[b]/g[b];c[0]=p[0];for(let b=1;b<r-1;b++)p[b]===0||p[b-1]===0||p[b-1]>0!=p[b]>0?c[b]=0:(c[b]=3*(g[b-1]+g[b])/((2*g[b]+g[b-1])/p[b-1]+(g[b]+2*g[b-1])/p[b]),isFinite(c[b])||(c[b]=0));c[r-1]=p[r-2];for(let b=0;b<r-1;b++)l(a,e[b]+g[b]/3,t[b]+c[b]*g[b]/3,e[b+1]-g[b]/3,t[b+1]-c[b+1]*g[b]/3,e[b+1],t[b+1])}return a}var Yr=new Set;function Cc(){for(let e of Yr)e.syncRect(!0)}Yo&&(oo(Um,qo,Cc),oo(zm,qo,Cc,!0),oo(gs,qo,()=>{at.pxRatio=$e}));var id=pu(),cd=fu();function Ec(e,t,n,o){return(o?[e[0],e[1]].concat(e.slice(2)):[e[0]].concat(e.slice(1))).map((s,r)=>Qr(s,r,t,n))}function ud(e,t){return e.map((n,o)=>o==0?{}:Be({},t,n))}function Qr(e,t,n,o){return Be({},t==0?n:o,e)}function du(e,t,n){return t==null?Go:[t,n]}var fd=du;function md(e,t,n){return t==null?Go:_s(t,n,ta,!0)}function hu(e,t,n,o){return t==null?Go:vs(t,n,e.scales[o].log,!1)}var pd=hu;function $u(e,t,n,o){return t==null?Go:ea(t,n,e.scales[o].log,!1)}var dd=$u;function hd(e,t,n,o,l){let s=bt(ac(e),ac(t)),r=t-e,a=en(l/o*r,n);do{let c=n[a],p=o*c/r;if(p>=l&&s+(c<5?Fn.get(c):0)<=17)return[c,p]}while(++a<n.length);return[0,0]}function Pc(e){let t,n;return e=e.replace(/(\d+)px/,(o,l)=>(t=Ze((n=+l)*$e))+"px"),[e,t,n]}function $d(e){e.show&&[e.font,e.labelFont].forEach(t=>{let n=Se(t[2]*$e,1);t[0]=t[0].replace(/[0-9.]+px/,n+"px"),t[1]=n})}function at(e,t,n){let o={mode:de(e.mode,1)},l=o.mode;function s(i,f,m,h){let _=f.valToPct(i);return h+m*(f.dir==-1?1-_:_)}function r(i,f,m,h){let _=f.valToPct(i);return h+m*(f.dir==-1?_:1-_)}function a(i,f,m,h){return f.ori==0?s(i,f,m,h):r(i,f,m,h)}o.valToPosH=s,o.valToPosV=r;let c=!1;o.status=0;let p=o.root=qt(Sm);if(e.id!=null&&(p.id=e.id),Nt(p,e.class),e.title){let i=qt(Tm,p);i.textContent=e.title}let d=Xt("canvas"),g=o.ctx=d.getContext("2d"),b=qt(Mm,p);oo("click",b,i=>{i.target===v&&(Me!=vo||Re!=wo)&&ct.click(o,i)},!0);let $=o.under=qt(Cm,b);b.appendChild(d);let v=o.over=qt(Em,b);e=Bo(e);let C=+de(e.pxAlign,1),T=Tc(C);(e.plugins||[]).forEach(i=>{i.opts&&(e=i.opts(o,e)||e)});let M=e.ms||.001,w=o.series=l==1?Ec(e.series||[],bc,kc,!1):ud(e.series||[null],Sc),O=o.axes=Ec(e.axes||[],_c,vc,!0),k=o.scales={},ee=o.bands=e.bands||[];ee.forEach(i=>{i.fill=ue(i.fill||null),i.dir=de(i.dir,-1)});let F=l==2?w[1].facets[0].scale:w[0].scale,Z={axes:hf,series:uf},N=(e.drawOrder||["axes","series"]).map(i=>Z[i]);function J(i){let f=i.distr==3?m=>Sn(m>0?m:i.clamp(o,m,i.min,i.max,i.key)):i.distr==4?m=>Fr(m,i.asinh):i.distr==100?m=>i.fwd(m):m=>m;return m=>{let h=f(m),{_min:_,_max:y}=i,S=y-_;return(h-_)/S}}function G(i){let f=k[i];if(f==null){let m=(e.scales||xl)[i]||xl;if(m.from!=null){G(m.from);let h=Be({},k[m.from],m,{key:i});h.valToPct=J(h),k[i]=h}else{f=k[i]=Be({},i==F?lu:Zp,m),f.key=i;let h=f.time,_=f.range,y=Rn(_);if((i!=F||l==2&&!h)&&(y&&(_[0]==null||_[1]==null)&&(_={min:_[0]==null?lc:{mode:1,hard:_[0],soft:_[0]},max:_[1]==null?lc:{mode:1,hard:_[1],soft:_[1]}},y=!1),!y&&Ss(_))){let S=_;_=(x,E,D)=>E==null?Go:_s(E,D,S)}f.range=ue(_||(h?fd:i==F?f.distr==3?pd:f.distr==4?dd:du:f.distr==3?hu:f.distr==4?$u:md)),f.auto=ue(y?!1:f.auto),f.clamp=ue(f.clamp||Kp),f._min=f._max=null,f.valToPct=J(f)}}}G("x"),G("y"),l==1&&w.forEach(i=>{G(i.scale)}),O.forEach(i=>{G(i.scale)});for(let i in e.scales)G(i);let P=k[F],Y=P.distr,L,ne;P.ori==0?(Nt(p,km),L=s,ne=r):(Nt(p,xm),L=r,ne=s);let V={};for(let i in k){let f=k[i];(f.min!=null||f.max!=null)&&(V[i]={min:f.min,max:f.max},f.min=f.max=null)}let fe=e.tzDate||(i=>new Date(Ze(i/M))),q=e.fmtDate||la,yt=M==1?kp(fe):Mp(fe),De=hc(fe,dc(M==1?Sp:Tp,q)),me=gc(fe,$c(Ep,q)),ye=[],re=o.legend=Be({},Op,e.legend),H=o.cursor=Be({},jp,{drag:{y:l==2}},e.cursor),Je=re.show,pt=H.show,Le=re.markers;re.idxs=ye,Le.width=ue(Le.width),Le.dash=ue(Le.dash),Le.stroke=ue(Le.stroke),Le.fill=ue(Le.fill);let ge,Gt,xt,Fe=[],nn=[],hn,Rt=!1,xn={};if(re.live){let i=w[1]?w[1].values:null;Rt=i!=null,hn=Rt?i(o,1,0):{_:0};for(let f in hn)xn[f]=Zr}if(Je)if(ge=Xt("table",Lm,p),xt=Xt("tbody",null,ge),re.mount(o,ge),Rt){Gt=Xt("thead",null,ge,xt);let i=Xt("tr",null,Gt);Xt("th",null,i);for(var ro in hn)Xt("th",Vi,i).textContent=ro}else Nt(ge,Fm),re.live&&Nt(ge,Rm);let ao={show:!0},Xo={show:!1};function Ol(i,f){if(f==0&&(Rt||!re.live||l==2))return Go;let m=[],h=Xt("tr",jm,xt,xt.childNodes[f]);Nt(h,i.class),i.show||Nt(h,no);let _=Xt("th",null,h);if(Le.show){let x=qt(Im,_);if(f>0){let E=Le.width(o,f);E&&(x.style.border=E+"px "+Le.dash(o,f)+" "+Le.stroke(o,f)),x.style.background=Le.fill(o,f)}}let y=qt(Vi,_);i.label instanceof HTMLElement?y.appendChild(i.label):y.textContent=i.label,f>0&&(Le.show||(y.style.color=i.width>0?Le.stroke(o,f):Le.fill(o,f)),dt("click",_,x=>{if(H._lock)return;Wn(x);let E=w.indexOf(i);if((x.ctrlKey||x.metaKey)!=re.isolate){let D=w.some((R,I)=>I>0&&I!=E&&R.show);w.forEach((R,I)=>{I>0&&sn(I,D?I==E?ao:Xo:ao,!0,qe.setSeries)})}else sn(E,{show:!i.show},!0,qe.setSeries)},!1),fo&&dt(Yi,_,x=>{H._lock||(Wn(x),sn(w.indexOf(i),ko,!0,qe.setSeries))},!1));for(var S in hn){let x=Xt("td",Hm,h);x.textContent="--",m.push(x)}return[h,m]}let jn=new Map;function dt(i,f,m,h=!0){let _=jn.get(f)||{},y=H.bind[i](o,f,m,h);y&&(oo(i,f,_[i]=y),jn.set(f,_))}function io(i,f,m){let h=jn.get(f)||{};for(let _ in h)(i==null||_==i)&&(qr(_,f,h[_]),delete h[_]);i==null&&jn.delete(f)}let $n=0,In=0,le=0,j=0,ke=0,Ye=0,co=ke,Hn=Ye,on=le,Un=j,Tt=0,Ft=0,vt=0,Bt=0;o.bbox={};let Is=!1,Nl=!1,uo=!1,zn=!1,Dl=!1,jt=!1;function Hs(i,f,m){(m||i!=o.width||f!=o.height)&&ga(i,f),go(!1),uo=!0,Nl=!0,_o()}function ga(i,f){o.width=$n=le=i,o.height=In=j=f,ke=Ye=0,nf(),of();let m=o.bbox;Tt=m.left=eo(ke*$e,.5),Ft=m.top=eo(Ye*$e,.5),vt=m.width=eo(le*$e,.5),Bt=m.height=eo(j*$e,.5)}let Xu=3;function ef(){let i=!1,f=0;for(;!i;){f++;let m=pf(f),h=df(f);i=f==Xu||m&&h,i||(ga(o.width,o.height),Nl=!0)}}function tf({width:i,height:f}){Hs(i,f)}o.setSize=tf;function nf(){let i=!1,f=!1,m=!1,h=!1;O.forEach((_,y)=>{if(_.show&&_._show){let{side:S,_size:x}=_,E=S%2,D=_.label!=null?_.labelSize:0,R=x+D;R>0&&(E?(le-=R,S==3?(ke+=R,h=!0):m=!0):(j-=R,S==0?(Ye+=R,i=!0):f=!0))}}),qn[0]=i,qn[1]=m,qn[2]=f,qn[3]=h,le-=Tn[1]+Tn[3],ke+=Tn[3],j-=Tn[2]+Tn[0],Ye+=Tn[0]}function of(){let i=ke+le,f=Ye+j,m=ke,h=Ye;function _(y,S){switch(y){case 1:return i+=S,i-S;case 2:return f+=S,f-S;case 3:return m-=S,m+S;case 0:return h-=S,h+S}}O.forEach((y,S)=>{if(y.show&&y._show){let x=y.side;y._pos=_(x,y._size),y.label!=null&&(y._lpos=_(x,y.labelSize))}})}if(H.dataIdx==null){let i=H.hover,f=i.skip=new Set(i.skip??[]);f.add(void 0);let m=i.prox=ue(i.prox),h=i.bias??=0;H.dataIdx=(_,y,S,x)=>{if(y==0)return S;let E=S,D=m(_,y,S,x)??we,R=D>=0&&D<we,I=P.ori==0?le:j,oe=H.left,he=t[0],pe=t[y];if(f.has(pe[S])){E=null;let ie=null,K=null,U;if(h==0||h==-1)for(U=S;ie==null&&U-- >0;)f.has(pe[U])||(ie=U);if(h==0||h==1)for(U=S;K==null&&U++<pe.length;)f.has(pe[U])||(K=U);if(ie!=null||K!=null)if(R){let Ee=ie==null?-1/0:L(he[ie],P,I,0),Ie=K==null?1/0:L(he[K],P,I,0),st=oe-Ee,ve=Ie-oe;st<=ve?st<=D&&(E=ie):ve<=D&&(E=K)}else E=K==null?ie:ie==null?K:S-ie<=K-S?ie:K}else R&&Xe(oe-L(he[S],P,I,0))>D&&(E=null);return E}}let Wn=i=>{H.event=i};H.idxs=ye,H._lock=!1;let ft=H.points;ft.show=ue(ft.show),ft.size=ue(ft.size),ft.stroke=ue(ft.stroke),ft.width=ue(ft.width),ft.fill=ue(ft.fill);let ln=o.focus=Be({},e.focus||{alpha:.3},H.focus),fo=ln.prox>=0,mo=fo&&ft.one,It=[],po=[],ho=[];function _a(i,f){let m=ft.show(o,f);if(m instanceof HTMLElement)return Nt(m,Dm),Nt(m,i.class),mn(m,-10,-10,le,j),v.insertBefore(m,It[f]),m}function ba(i,f){if(l==1||f>0){let m=l==1&&k[i.scale].time,h=i.value;i.value=m?uc(h)?gc(fe,$c(h,q)):h||me:h||Jp,i.label=i.label||(m?Hp:Ip)}if(mo||f>0){i.width=i.width==null?1:i.width,i.paths=i.paths||id||Zm,i.fillTo=ue(i.fillTo||Xp),i.pxAlign=+de(i.pxAlign,C),i.pxRound=Tc(i.pxAlign),i.stroke=ue(i.stroke||null),i.fill=ue(i.fill||null),i._stroke=i._fill=i._paths=i._focus=null;let m=Yp(bt(1,i.width),1),h=i.points=Be({},{size:m,width:bt(1,m*.2),stroke:i.stroke,space:m*2,paths:cd,_stroke:null,_fill:null},i.points);h.show=ue(h.show),h.filter=ue(h.filter),h.fill=ue(h.fill),h.stroke=ue(h.stroke),h.paths=ue(h.paths),h.pxAlign=i.pxAlign}if(Je){let m=Ol(i,f);Fe.splice(f,0,m[0]),nn.splice(f,0,m[1]),re.values.push(null)}if(pt){ye.splice(f,0,null);let m=null;mo?f==0&&(m=_a(i,f)):f>0&&(m=_a(i,f)),It.splice(f,0,m),po.splice(f,0,0),ho.splice(f,0,0)}lt("addSeries",f)}function lf(i,f){f=f??w.length,i=l==1?Qr(i,f,bc,kc):Qr(i,f,{},Sc),w.splice(f,0,i),ba(w[f],f)}o.addSeries=lf;function sf(i){if(w.splice(i,1),Je){re.values.splice(i,1),nn.splice(i,1);let f=Fe.splice(i,1)[0];io(null,f.firstChild),f.remove()}pt&&(ye.splice(i,1),It.splice(i,1)[0].remove(),po.splice(i,1),ho.splice(i,1)),lt("delSeries",i)}o.delSeries=sf;let qn=[!1,!1,!1,!1];function rf(i,f){if(i._show=i.show,i.show){let m=i.side%2,h=k[i.scale];h==null&&(i.scale=m?w[1].scale:F,h=k[i.scale]);let _=h.time;i.size=ue(i.size),i.space=ue(i.space),i.rotate=ue(i.rotate),Rn(i.incrs)&&i.incrs.forEach(S=>{!Fn.has(S)&&Fn.set(S,Ic(S))}),i.incrs=ue(i.incrs||(h.distr==2?yp:_?M==1?wp:xp:to)),i.splits=ue(i.splits||(_&&h.distr==1?yt:h.distr==3?Gr:h.distr==4?Wp:zp)),i.stroke=ue(i.stroke),i.grid.stroke=ue(i.grid.stroke),i.ticks.stroke=ue(i.ticks.stroke),i.border.stroke=ue(i.border.stroke);let y=i.values;i.values=Rn(y)&&!Rn(y[0])?ue(y):_?Rn(y)?hc(fe,dc(y,q)):uc(y)?Cp(fe,y):y||De:y||Up,i.filter=ue(i.filter||(h.distr>=3&&h.log==10?Gp:h.distr==3&&h.log==2?Bp:Fc)),i.font=Pc(i.font),i.labelFont=Pc(i.labelFont),i._size=i.size(o,null,f,0),i._space=i._rotate=i._incrs=i._found=i._splits=i._values=null,i._size>0&&(qn[f]=!0,i._el=qt(Pm,b))}}function el(i,f,m,h){let[_,y,S,x]=m,E=f%2,D=0;return E==0&&(x||y)&&(D=f==0&&!_||f==2&&!S?Ze(_c.size/3):0),E==1&&(_||S)&&(D=f==1&&!y||f==3&&!x?Ze(vc.size/2):0),D}let ya=o.padding=(e.padding||[el,el,el,el]).map(i=>ue(de(i,el))),Tn=o._padding=ya.map((i,f)=>i(o,f,qn,0)),it,et=null,tt=null,Ll=l==1?w[0].idxs:null,Jt=null,tl=!1;function va(i,f){if(t=i??[],o.data=o._data=t,l==2){it=0;for(let m=1;m<w.length;m++)it+=t[m][0].length}else{t.length==0&&(o.data=o._data=t=[[]]),Jt=t[0],it=Jt.length;let m=t;if(Y==2){m=t.slice();let h=m[0]=Array(it);for(let _=0;_<it;_++)h[_]=_}o._data=t=m}if(go(!0),lt("setData"),Y==2&&(uo=!0),f!==!1){let m=P;m.auto(o,tl)?Us():Cn(F,m.min,m.max),zn=zn||H.left>=0,jt=!0,_o()}}o.setData=va;function Us(){tl=!0;let i,f;l==1&&(it>0?(et=Ll[0]=0,tt=Ll[1]=it-1,i=t[0][et],f=t[0][tt],Y==2?(i=et,f=tt):i==f&&(Y==3?[i,f]=vs(i,i,P.log,!1):Y==4?[i,f]=ea(i,i,P.log,!1):P.time?f=i+Ze(86400/M):[i,f]=_s(i,f,ta,!0))):(et=Ll[0]=i=null,tt=Ll[1]=f=null)),Cn(F,i,f)}let Rl,$o,zs,Ws,qs,Vs,Gs,Bs,Js,wt;function wa(i,f,m,h,_,y){i??=Bi,m??=oa,h??="butt",_??=Bi,y??="round",i!=Rl&&(g.strokeStyle=Rl=i),_!=$o&&(g.fillStyle=$o=_),f!=zs&&(g.lineWidth=zs=f),y!=qs&&(g.lineJoin=qs=y),h!=Vs&&(g.lineCap=Vs=h),m!=Ws&&g.setLineDash(Ws=m)}function Sa(i,f,m,h){f!=$o&&(g.fillStyle=$o=f),i!=Gs&&(g.font=Gs=i),m!=Bs&&(g.textAlign=Bs=m),h!=Js&&(g.textBaseline=Js=h)}function Ys(i,f,m,h,_=0){if(h.length>0&&i.auto(o,tl)&&(f==null||f.min==null)){let y=de(et,0),S=de(tt,h.length-1),x=m.min==null?Gm(h,y,S,_,i.distr==3):[m.min,m.max];i.min=tn(i.min,m.min=x[0]),i.max=bt(i.max,m.max=x[1])}}let ka={min:null,max:null};function af(){for(let h in k){let _=k[h];V[h]==null&&(_.min==null||V[F]!=null&&_.auto(o,tl))&&(V[h]=ka)}for(let h in k){let _=k[h];V[h]==null&&_.from!=null&&V[_.from]!=null&&(V[h]=ka)}V[F]!=null&&go(!0);let i={};for(let h in V){let _=V[h];if(_!=null){let y=i[h]=Bo(k[h],tp);if(_.min!=null)Be(y,_);else if(h!=F||l==2)if(it==0&&y.from==null){let S=y.range(o,null,null,h);y.min=S[0],y.max=S[1]}else y.min=we,y.max=-we}}if(it>0){w.forEach((h,_)=>{if(l==1){let y=h.scale,S=V[y];if(S==null)return;let x=i[y];if(_==0){let E=x.range(o,x.min,x.max,y);x.min=E[0],x.max=E[1],et=en(x.min,t[0]),tt=en(x.max,t[0]),tt-et>1&&(t[0][et]<x.min&&et++,t[0][tt]>x.max&&tt--),h.min=Jt[et],h.max=Jt[tt]}else h.show&&h.auto&&Ys(x,S,h,t[_],h.sorted);h.idxs[0]=et,h.idxs[1]=tt}else if(_>0&&h.show&&h.auto){let[y,S]=h.facets,x=y.scale,E=S.scale,[D,R]=t[_],I=i[x],oe=i[E];I!=null&&Ys(I,V[x],y,D,y.sorted),oe!=null&&Ys(oe,V[E],S,R,S.sorted),h.min=S.min,h.max=S.max}});for(let h in i){let _=i[h],y=V[h];if(_.from==null&&(y==null||y.min==null)){let S=_.range(o,_.min==we?null:_.min,_.max==-we?null:_.max,h);_.min=S[0],_.max=S[1]}}}for(let h in i){let _=i[h];if(_.from!=null){let y=i[_.from];if(y.min==null)_.min=_.max=null;else{let S=_.range(o,y.min,y.max,h);_.min=S[0],_.max=S[1]}}}let f={},m=!1;for(let h in i){let _=i[h],y=k[h];if(y.min!=_.min||y.max!=_.max){y.min=_.min,y.max=_.max;let S=y.distr;y._min=S==3?Sn(y.min):S==4?Fr(y.min,y.asinh):S==100?y.fwd(y.min):y.min,y._max=S==3?Sn(y.max):S==4?Fr(y.max,y.asinh):S==100?y.fwd(y.max):y.max,f[h]=m=!0}}if(m){w.forEach((h,_)=>{l==2?_>0&&f.y&&(h._paths=null):f[h.scale]&&(h._paths=null)});for(let h in f)uo=!0,lt("setScale",h);pt&&H.left>=0&&(zn=jt=!0)}for(let h in V)V[h]=null}function cf(i){let f=Vr(et-1,0,it-1),m=Vr(tt+1,0,it-1);for(;i[f]==null&&f>0;)f--;for(;i[m]==null&&m<it-1;)m++;return[f,m]}function uf(){if(it>0){let i=w.some(f=>f._focus)&&wt!=ln.alpha;i&&(g.globalAlpha=wt=ln.alpha),w.forEach((f,m)=>{if(m>0&&f.show&&(xa(m,!1),xa(m,!0),f._paths==null)){let h=wt;wt!=f.alpha&&(g.globalAlpha=wt=f.alpha);let _=l==2?[0,t[m][0].length-1]:cf(t[m]);f._paths=f.paths(o,m,_[0],_[1]),wt!=h&&(g.globalAlpha=wt=h)}}),w.forEach((f,m)=>{if(m>0&&f.show){let h=wt;wt!=f.alpha&&(g.globalAlpha=wt=f.alpha),f._paths!=null&&Ta(m,!1);{let _=f._paths!=null?f._paths.gaps:null,y=f.points.show(o,m,et,tt,_),S=f.points.filter(o,m,y,_);(y||S)&&(f.points._paths=f.points.paths(o,m,et,tt,S),Ta(m,!0))}wt!=h&&(g.globalAlpha=wt=h),lt("drawSeries",m)}}),i&&(g.globalAlpha=wt=1)}}function xa(i,f){let m=f?w[i].points:w[i];m._stroke=m.stroke(o,i),m._fill=m.fill(o,i)}function Ta(i,f){let m=f?w[i].points:w[i],{stroke:h,fill:_,clip:y,flags:S,_stroke:x=m._stroke,_fill:E=m._fill,_width:D=m.width}=m._paths;D=Se(D*$e,3);let R=null,I=D%2/2;f&&E==null&&(E=D>0?"#fff":x);let oe=m.pxAlign==1&&I>0;if(oe&&g.translate(I,I),!f){let he=Tt-D/2,pe=Ft-D/2,ie=vt+D,K=Bt+D;R=new Path2D,R.rect(he,pe,ie,K)}f?Qs(x,D,m.dash,m.cap,E,h,_,S,y):ff(i,x,D,m.dash,m.cap,E,h,_,S,R,y),oe&&g.translate(-I,-I)}function ff(i,f,m,h,_,y,S,x,E,D,R){let I=!1;E!=0&&ee.forEach((oe,he)=>{if(oe.series[0]==i){let pe=w[oe.series[1]],ie=t[oe.series[1]],K=(pe._paths||xl).band;Rn(K)&&(K=oe.dir==1?K[0]:K[1]);let U,Ee=null;pe.show&&K&&Jm(ie,et,tt)?(Ee=oe.fill(o,he)||y,U=pe._paths.clip):K=null,Qs(f,m,h,_,Ee,S,x,E,D,R,U,K),I=!0}}),I||Qs(f,m,h,_,y,S,x,E,D,R)}let Ma=Jo|Jr;function Qs(i,f,m,h,_,y,S,x,E,D,R,I){wa(i,f,m,h,_),(E||D||I)&&(g.save(),E&&g.clip(E),D&&g.clip(D)),I?(x&Ma)==Ma?(g.clip(I),R&&g.clip(R),jl(_,S),Fl(i,y,f)):x&Jr?(jl(_,S),g.clip(I),Fl(i,y,f)):x&Jo&&(g.save(),g.clip(I),R&&g.clip(R),jl(_,S),g.restore(),Fl(i,y,f)):(jl(_,S),Fl(i,y,f)),(E||D||I)&&g.restore()}function Fl(i,f,m){m>0&&(f instanceof Map?f.forEach((h,_)=>{g.strokeStyle=Rl=_,g.stroke(h)}):f!=null&&i&&g.stroke(f))}function jl(i,f){f instanceof Map?f.forEach((m,h)=>{g.fillStyle=$o=h,g.fill(m)}):f!=null&&i&&g.fill(f)}function mf(i,f,m,h){let _=O[i],y;if(h<=0)y=[0,0];else{let S=_._space=_.space(o,i,f,m,h),x=_._incrs=_.incrs(o,i,f,m,h,S);y=hd(f,m,x,h,S)}return _._found=y}function Ks(i,f,m,h,_,y,S,x,E,D){let R=S%2/2;C==1&&g.translate(R,R),wa(x,S,E,D,x),g.beginPath();let I,oe,he,pe,ie=_+(h==0||h==3?-y:y);m==0?(oe=_,pe=ie):(I=_,he=ie);for(let K=0;K<i.length;K++)f[K]!=null&&(m==0?I=he=i[K]:oe=pe=i[K],g.moveTo(I,oe),g.lineTo(he,pe));g.stroke(),C==1&&g.translate(-R,-R)}function pf(i){let f=!0;return O.forEach((m,h)=>{if(!m.show)return;let _=k[m.scale];if(_.min==null){m._show&&(f=!1,m._show=!1,go(!1));return}else m._show||(f=!1,m._show=!0,go(!1));let y=m.side,S=y%2,{min:x,max:E}=_,[D,R]=mf(h,x,E,S==0?le:j);if(R==0)return;let I=_.distr==2,oe=m._splits=m.splits(o,h,x,E,D,R,I),he=_.distr==2?oe.map(U=>Jt[U]):oe,pe=_.distr==2?Jt[oe[1]]-Jt[oe[0]]:D,ie=m._values=m.values(o,m.filter(o,he,h,R,pe),h,R,pe);m._rotate=y==2?m.rotate(o,ie,h,R):0;let K=m._size;m._size=Vt(m.size(o,ie,h,i)),K!=null&&m._size!=K&&(f=!1)}),f}function df(i){let f=!0;return ya.forEach((m,h)=>{let _=m(o,h,qn,i);_!=Tn[h]&&(f=!1),Tn[h]=_}),f}function hf(){for(let i=0;i<O.length;i++){let f=O[i];if(!f.show||!f._show)continue;let m=f.side,h=m%2,_,y,S=f.stroke(o,i),x=m==0||m==3?-1:1,[E,D]=f._found;if(f.label!=null){let $t=f.labelGap*x,Et=Ze((f._lpos+$t)*$e);Sa(f.labelFont[0],S,"center",m==2?"top":Gi),g.save(),h==1?(_=y=0,g.translate(Et,Ze(Ft+Bt/2)),g.rotate((m==3?-$s:$s)/2)):(_=Ze(Tt+vt/2),y=Et);let Bn=Lc(f.label)?f.label(o,i,E,D):f.label;g.fillText(Bn,_,y),g.restore()}if(D==0)continue;let R=k[f.scale],I=h==0?vt:Bt,oe=h==0?Tt:Ft,he=f._splits,pe=R.distr==2?he.map($t=>Jt[$t]):he,ie=R.distr==2?Jt[he[1]]-Jt[he[0]]:E,K=f.ticks,U=f.border,Ee=K.show?K.size:0,Ie=Ze(Ee*$e),st=Ze((f.alignTo==2?f._size-Ee-f.gap:f.gap)*$e),ve=f._rotate*-$s/180,He=T(f._pos*$e),Mt=(Ie+st)*x,ht=He+Mt;y=h==0?ht:0,_=h==1?ht:0;let Ht=f.font[0],Yt=f.align==1?zo:f.align==2?Dr:ve>0?zo:ve<0?Dr:h==0?"center":m==3?Dr:zo,an=ve||h==1?"middle":m==2?"top":Gi;Sa(Ht,S,Yt,an);let Ct=f.font[1]*f.lineGap,Ut=he.map($t=>T(a($t,R,I,oe))),Qt=f._values;for(let $t=0;$t<Qt.length;$t++){let Et=Qt[$t];if(Et!=null){h==0?_=Ut[$t]:y=Ut[$t],Et=""+Et;let Bn=Et.indexOf(`
`)==-1?[Et]:Et.split(/\n/gm);for(let gt=0;gt<Bn.length;gt++){let Ga=Bn[gt];ve?(g.save(),g.translate(_,y+gt*Ct),g.rotate(ve),g.fillText(Ga,0,0),g.restore()):g.fillText(Ga,_,y+gt*Ct)}}}K.show&&Ks(Ut,K.filter(o,pe,i,D,ie),h,m,He,Ie,Se(K.width*$e,3),K.stroke(o,i),K.dash,K.cap);let cn=f.grid;cn.show&&Ks(Ut,cn.filter(o,pe,i,D,ie),h,h==0?2:1,h==0?Ft:Tt,h==0?Bt:vt,Se(cn.width*$e,3),cn.stroke(o,i),cn.dash,cn.cap),U.show&&Ks([He],[1],h==0?1:0,h==0?1:2,h==1?Ft:Tt,h==1?Bt:vt,Se(U.width*$e,3),U.stroke(o,i),U.dash,U.cap)}lt("drawAxes")}function go(i){w.forEach((f,m)=>{m>0&&(f._paths=null,i&&(l==1?(f.min=null,f.max=null):f.facets.forEach(h=>{h.min=null,h.max=null})))})}let Il=!1,Zs=!1,nl=[];function $f(){Zs=!1;for(let i=0;i<nl.length;i++)lt(...nl[i]);nl.length=0}function _o(){Il||(ip(Ca),Il=!0)}function gf(i,f=!1){Il=!0,Zs=f,i(o),Ca(),f&&nl.length>0&&queueMicrotask($f)}o.batch=gf;function Ca(){if(Is&&(af(),Is=!1),uo&&(ef(),uo=!1),Nl){if(Ne($,zo,ke),Ne($,"top",Ye),Ne($,vl,le),Ne($,wl,j),Ne(v,zo,ke),Ne(v,"top",Ye),Ne(v,vl,le),Ne(v,wl,j),Ne(b,vl,$n),Ne(b,wl,In),d.width=Ze($n*$e),d.height=Ze(In*$e),O.forEach(({_el:i,_show:f,_size:m,_pos:h,side:_})=>{if(i!=null)if(f){let y=_===3||_===0?m:0,S=_%2==1;Ne(i,S?"left":"top",h-y),Ne(i,S?"width":"height",m),Ne(i,S?"top":"left",S?Ye:ke),Ne(i,S?"height":"width",S?j:le),Wr(i,no)}else Nt(i,no)}),Rl=$o=zs=qs=Vs=Gs=Bs=Js=Ws=null,wt=1,sl(!0),ke!=co||Ye!=Hn||le!=on||j!=Un){go(!1);let i=le/on,f=j/Un;if(pt&&!zn&&H.left>=0){H.left*=i,H.top*=f,bo&&mn(bo,Ze(H.left),0,le,j),yo&&mn(yo,0,Ze(H.top),le,j);for(let m=0;m<It.length;m++){let h=It[m];h!=null&&(po[m]*=i,ho[m]*=f,mn(h,Vt(po[m]),Vt(ho[m]),le,j))}}if(Ce.show&&!Dl&&Ce.left>=0&&Ce.width>0){Ce.left*=i,Ce.width*=i,Ce.top*=f,Ce.height*=f;for(let m in lr)Ne(So,m,Ce[m])}co=ke,Hn=Ye,on=le,Un=j}lt("setSize"),Nl=!1}$n>0&&In>0&&(g.clearRect(0,0,d.width,d.height),lt("drawClear"),N.forEach(i=>i()),lt("draw")),Ce.show&&Dl&&(Hl(Ce),Dl=!1),pt&&zn&&(Gn(null,!0,!1),zn=!1),re.show&&re.live&&jt&&(nr(),jt=!1),c||(c=!0,o.status=1,lt("ready")),tl=!1,Il=!1}o.redraw=(i,f)=>{uo=f||!1,i!==!1?Cn(F,P.min,P.max):_o()};function Xs(i,f){let m=k[i];if(m.from==null){if(it==0){let h=m.range(o,f.min,f.max,i);f.min=h[0],f.max=h[1]}if(f.min>f.max){let h=f.min;f.min=f.max,f.max=h}if(it>1&&f.min!=null&&f.max!=null&&f.max-f.min<1e-16)return;i==F&&m.distr==2&&it>0&&(f.min=en(f.min,t[0]),f.max=en(f.max,t[0]),f.min==f.max&&f.max++),V[i]=f,Is=!0,_o()}}o.setScale=Xs;let er,tr,bo,yo,Ea,Pa,vo,wo,Aa,Oa,Me,Re,Mn=!1,ct=H.drag,nt=ct.x,ot=ct.y;pt&&(H.x&&(er=qt(Om,v)),H.y&&(tr=qt(Nm,v)),P.ori==0?(bo=er,yo=tr):(bo=tr,yo=er),Me=H.left,Re=H.top);let Ce=o.select=Be({show:!0,over:!0,left:0,width:0,top:0,height:0},e.select),So=Ce.show?qt(Am,Ce.over?v:$):null;function Hl(i,f){if(Ce.show){for(let m in i)Ce[m]=i[m],m in lr&&Ne(So,m,i[m]);f!==!1&&lt("setSelect")}}o.setSelect=Hl;function _f(i){if(w[i].show)Je&&Wr(Fe[i],no);else if(Je&&Nt(Fe[i],no),pt){let m=mo?It[0]:It[i];m!=null&&mn(m,-10,-10,le,j)}}function Cn(i,f,m){Xs(i,{min:f,max:m})}function sn(i,f,m,h){f.focus!=null&&Sf(i),f.show!=null&&w.forEach((_,y)=>{y>0&&(i==y||i==null)&&(_.show=f.show,_f(y),l==2?(Cn(_.facets[0].scale,null,null),Cn(_.facets[1].scale,null,null)):Cn(_.scale,null,null),_o())}),m!==!1&&lt("setSeries",i,f),h&&rl("setSeries",o,i,f)}o.setSeries=sn;function bf(i,f){Be(ee[i],f)}function yf(i,f){i.fill=ue(i.fill||null),i.dir=de(i.dir,-1),f=f??ee.length,ee.splice(f,0,i)}function vf(i){i==null?ee.length=0:ee.splice(i,1)}o.addBand=yf,o.setBand=bf,o.delBand=vf;function wf(i,f){w[i].alpha=f,pt&&It[i]!=null&&(It[i].style.opacity=f),Je&&Fe[i]&&(Fe[i].style.opacity=f)}let gn,En,Vn,ko={focus:!0};function Sf(i){if(i!=Vn){let f=i==null,m=ln.alpha!=1;w.forEach((h,_)=>{if(l==1||_>0){let y=f||_==0||_==i;h._focus=f?null:y,m&&wf(_,y?1:ln.alpha)}}),Vn=i,m&&_o()}}Je&&fo&&dt(Qi,ge,i=>{H._lock||(Wn(i),Vn!=null&&sn(null,ko,!0,qe.setSeries))});function rn(i,f,m){let h=k[f];m&&(i=i/$e-(h.ori==1?Ye:ke));let _=le;h.ori==1&&(_=j,i=_-i),h.dir==-1&&(i=_-i);let y=h._min,S=h._max,x=i/_,E=y+(S-y)*x,D=h.distr;return D==3?Vo(10,E):D==4?Qm(E,h.asinh):D==100?h.bwd(E):E}function kf(i,f){let m=rn(i,F,f);return en(m,t[0],et,tt)}o.valToIdx=i=>en(i,t[0]),o.posToIdx=kf,o.posToVal=rn,o.valToPos=(i,f,m)=>k[f].ori==0?s(i,k[f],m?vt:le,m?Tt:0):r(i,k[f],m?Bt:j,m?Ft:0),o.setCursor=(i,f,m)=>{Me=i.left,Re=i.top,Gn(null,f,m)};function Na(i,f){Ne(So,zo,Ce.left=i),Ne(So,vl,Ce.width=f)}function Da(i,f){Ne(So,"top",Ce.top=i),Ne(So,wl,Ce.height=f)}let ol=P.ori==0?Na:Da,ll=P.ori==1?Na:Da;function xf(){if(Je&&re.live)for(let i=l==2?1:0;i<w.length;i++){if(i==0&&Rt)continue;let f=re.values[i],m=0;for(let h in f)nn[i][m++].firstChild.nodeValue=f[h]}}function nr(i,f){if(i!=null&&(i.idxs?i.idxs.forEach((m,h)=>{ye[h]=m}):ep(i.idx)||ye.fill(i.idx),re.idx=ye[0]),Je&&re.live){for(let m=0;m<w.length;m++)(m>0||l==1&&!Rt)&&Tf(m,ye[m]);xf()}jt=!1,f!==!1&&lt("setLegend")}o.setLegend=nr;function Tf(i,f){let m=w[i],h=i==0&&Y==2?Jt:t[i],_;Rt?_=m.values(o,i,f)??xn:(_=m.value(o,f==null?null:h[f],i,f),_=_==null?xn:{_}),re.values[i]=_}function Gn(i,f,m){Aa=Me,Oa=Re,[Me,Re]=H.move(o,Me,Re),H.left=Me,H.top=Re,pt&&(bo&&mn(bo,Ze(Me),0,le,j),yo&&mn(yo,0,Ze(Re),le,j));let h,_=et>tt;gn=we,En=null;let y=P.ori==0?le:j,S=P.ori==1?le:j;if(Me<0||it==0||_){h=H.idx=null;for(let x=0;x<w.length;x++){let E=It[x];E!=null&&mn(E,-10,-10,le,j)}fo&&sn(null,ko,!0,i==null&&qe.setSeries),re.live&&(ye.fill(h),jt=!0)}else{let x,E,D;l==1&&(x=P.ori==0?Me:Re,E=rn(x,F),h=H.idx=en(E,t[0],et,tt),D=L(t[0][h],P,y,0));let R=-10,I=-10,oe=0,he=0,pe=!0,ie="",K="";for(let U=l==2?1:0;U<w.length;U++){let Ee=w[U],Ie=ye[U],st=Ie==null?null:l==1?t[U][Ie]:t[U][1][Ie],ve=H.dataIdx(o,U,h,E),He=ve==null?null:l==1?t[U][ve]:t[U][1][ve];if(jt=jt||He!=st||ve!=Ie,ye[U]=ve,U>0&&Ee.show){let Mt=ve==null?-10:ve==h?D:L(l==1?t[0][ve]:t[U][0][ve],P,y,0),ht=He==null?-10:ne(He,l==1?k[Ee.scale]:k[Ee.facets[1].scale],S,0);if(fo&&He!=null){let Ht=P.ori==1?Me:Re,Yt=Xe(ln.dist(o,U,ve,ht,Ht));if(Yt<gn){let an=ln.bias;if(an!=0){let Ct=rn(Ht,Ee.scale),Ut=He>=0?1:-1,Qt=Ct>=0?1:-1;Qt==Ut&&(Qt==1?an==1?He>=Ct:He<=Ct:an==1?He<=Ct:He>=Ct)&&(gn=Yt,En=U)}else gn=Yt,En=U}}if(jt||mo){let Ht,Yt;P.ori==0?(Ht=Mt,Yt=ht):(Ht=ht,Yt=Mt);let an,Ct,Ut,Qt,cn,$t,Et=!0,Bn=ft.bbox;if(Bn!=null){Et=!1;let gt=Bn(o,U);Ut=gt.left,Qt=gt.top,an=gt.width,Ct=gt.height}else Ut=Ht,Qt=Yt,an=Ct=ft.size(o,U);if($t=ft.fill(o,U),cn=ft.stroke(o,U),mo)U==En&&gn<=ln.prox&&(R=Ut,I=Qt,oe=an,he=Ct,pe=Et,ie=$t,K=cn);else{let gt=It[U];gt!=null&&(po[U]=Ut,ho[U]=Qt,oc(gt,an,Ct,Et),tc(gt,$t,cn),mn(gt,Vt(Ut),Vt(Qt),le,j))}}}}if(mo){let U=ln.prox,Ee=Vn==null?gn<=U:gn>U||En!=Vn;if(jt||Ee){let Ie=It[0];Ie!=null&&(po[0]=R,ho[0]=I,oc(Ie,oe,he,pe),tc(Ie,ie,K),mn(Ie,Vt(R),Vt(I),le,j))}}}if(Ce.show&&Mn)if(i!=null){let[x,E]=qe.scales,[D,R]=qe.match,[I,oe]=i.cursor.sync.scales,he=i.cursor.drag;if(nt=he._x,ot=he._y,nt||ot){let{left:pe,top:ie,width:K,height:U}=i.select,Ee=i.scales[I].ori,Ie=i.posToVal,st,ve,He,Mt,ht,Ht=x!=null&&D(x,I),Yt=E!=null&&R(E,oe);Ht&&nt?(Ee==0?(st=pe,ve=K):(st=ie,ve=U),He=k[x],Mt=L(Ie(st,I),He,y,0),ht=L(Ie(st+ve,I),He,y,0),ol(tn(Mt,ht),Xe(ht-Mt))):ol(0,y),Yt&&ot?(Ee==1?(st=pe,ve=K):(st=ie,ve=U),He=k[E],Mt=ne(Ie(st,oe),He,S,0),ht=ne(Ie(st+ve,oe),He,S,0),ll(tn(Mt,ht),Xe(ht-Mt))):ll(0,S)}else sr()}else{let x=Xe(Aa-Ea),E=Xe(Oa-Pa);if(P.ori==1){let oe=x;x=E,E=oe}nt=ct.x&&x>=ct.dist,ot=ct.y&&E>=ct.dist;let D=ct.uni;D!=null?nt&&ot&&(nt=x>=D,ot=E>=D,!nt&&!ot&&(E>x?ot=!0:nt=!0)):ct.x&&ct.y&&(nt||ot)&&(nt=ot=!0);let R,I;nt&&(P.ori==0?(R=vo,I=Me):(R=wo,I=Re),ol(tn(R,I),Xe(I-R)),ot||ll(0,S)),ot&&(P.ori==1?(R=vo,I=Me):(R=wo,I=Re),ll(tn(R,I),Xe(I-R)),nt||ol(0,y)),!nt&&!ot&&(ol(0,0),ll(0,0))}if(ct._x=nt,ct._y=ot,i==null){if(m){if(Va!=null){let[x,E]=qe.scales;qe.values[0]=x!=null?rn(P.ori==0?Me:Re,x):null,qe.values[1]=E!=null?rn(P.ori==1?Me:Re,E):null}rl(Lr,o,Me,Re,le,j,h)}if(fo){let x=m&&qe.setSeries,E=ln.prox;Vn==null?gn<=E&&sn(En,ko,!0,x):gn>E?sn(null,ko,!0,x):En!=Vn&&sn(En,ko,!0,x)}}jt&&(re.idx=h,nr()),f!==!1&&lt("setCursor")}let Pn=null;Object.defineProperty(o,"rect",{get(){return Pn==null&&sl(!1),Pn}});function sl(i=!1){i?Pn=null:(Pn=v.getBoundingClientRect(),lt("syncRect",Pn))}function La(i,f,m,h,_,y,S){H._lock||Mn&&i!=null&&i.movementX==0&&i.movementY==0||(or(i,f,m,h,_,y,S,!1,i!=null),i!=null?Gn(null,!0,!0):Gn(f,!0,!1))}function or(i,f,m,h,_,y,S,x,E){if(Pn==null&&sl(!1),Wn(i),i!=null)m=i.clientX-Pn.left,h=i.clientY-Pn.top;else{if(m<0||h<0){Me=-10,Re=-10;return}let[D,R]=qe.scales,I=f.cursor.sync,[oe,he]=I.values,[pe,ie]=I.scales,[K,U]=qe.match,Ee=f.axes[0].side%2==1,Ie=P.ori==0?le:j,st=P.ori==1?le:j,ve=Ee?y:_,He=Ee?_:y,Mt=Ee?h:m,ht=Ee?m:h;if(pe!=null?m=K(D,pe)?a(oe,k[D],Ie,0):-10:m=Ie*(Mt/ve),ie!=null?h=U(R,ie)?a(he,k[R],st,0):-10:h=st*(ht/He),P.ori==1){let Ht=m;m=h,h=Ht}}E&&(f==null||f.cursor.event.type==Lr)&&((m<=1||m>=le-1)&&(m=eo(m,le)),(h<=1||h>=j-1)&&(h=eo(h,j))),x?(Ea=m,Pa=h,[vo,wo]=H.move(o,m,h)):(Me=m,Re=h)}let lr={width:0,height:0,left:0,top:0};function sr(){Hl(lr,!1)}let Ra,Fa,ja,Ia;function Ha(i,f,m,h,_,y,S){Mn=!0,nt=ot=ct._x=ct._y=!1,or(i,f,m,h,_,y,S,!0,!1),i!=null&&(dt(Rr,Ur,Ua,!1),rl(Ji,o,vo,wo,le,j,null));let{left:x,top:E,width:D,height:R}=Ce;Ra=x,Fa=E,ja=D,Ia=R}function Ua(i,f,m,h,_,y,S){Mn=ct._x=ct._y=!1,or(i,f,m,h,_,y,S,!1,!0);let{left:x,top:E,width:D,height:R}=Ce,I=D>0||R>0,oe=Ra!=x||Fa!=E||ja!=D||Ia!=R;if(I&&oe&&Hl(Ce),ct.setScale&&I&&oe){let he=x,pe=D,ie=E,K=R;if(P.ori==1&&(he=E,pe=R,ie=x,K=D),nt&&Cn(F,rn(he,F),rn(he+pe,F)),ot)for(let U in k){let Ee=k[U];U!=F&&Ee.from==null&&Ee.min!=we&&Cn(U,rn(ie+K,U),rn(ie,U))}sr()}else H.lock&&(H._lock=!H._lock,Gn(f,!0,i!=null));i!=null&&(io(Rr,Ur),rl(Rr,o,Me,Re,le,j,null))}function Mf(i,f,m,h,_,y,S){if(H._lock)return;Wn(i);let x=Mn;if(Mn){let E=!0,D=!0,R=10,I,oe;P.ori==0?(I=nt,oe=ot):(I=ot,oe=nt),I&&oe&&(E=Me<=R||Me>=le-R,D=Re<=R||Re>=j-R),I&&E&&(Me=Me<vo?0:le),oe&&D&&(Re=Re<wo?0:j),Gn(null,!0,!0),Mn=!1}Me=-10,Re=-10,ye.fill(null),Gn(null,!0,!0),x&&(Mn=x)}function za(i,f,m,h,_,y,S){H._lock||(Wn(i),Us(),sr(),i!=null&&rl(Ki,o,Me,Re,le,j,null))}function Wa(){O.forEach($d),Hs(o.width,o.height,!0)}oo(gs,qo,Wa);let xo={};xo.mousedown=Ha,xo.mousemove=La,xo.mouseup=Ua,xo.dblclick=za,xo.setSeries=(i,f,m,h)=>{let _=qe.match[2];m=_(o,f,m),m!=-1&&sn(m,h,!0,!1)},pt&&(dt(Ji,v,Ha),dt(Lr,v,La),dt(Yi,v,i=>{Wn(i),sl(!1)}),dt(Qi,v,Mf),dt(Ki,v,za),Yr.add(o),o.syncRect=sl);let Ul=o.hooks=e.hooks||{};function lt(i,f,m){Zs?nl.push([i,f,m]):i in Ul&&Ul[i].forEach(h=>{h.call(null,o,f,m)})}(e.plugins||[]).forEach(i=>{for(let f in i.hooks)Ul[f]=(Ul[f]||[]).concat(i.hooks[f])});let qa=(i,f,m)=>m,qe=Be({key:null,setSeries:!1,filters:{pub:ic,sub:ic},scales:[F,w[1]?w[1].scale:null],match:[cc,cc,qa],values:[null,null]},H.sync);qe.match.length==2&&qe.match.push(qa),H.sync=qe;let Va=qe.key,rr=su(Va);function rl(i,f,m,h,_,y,S){qe.filters.pub(i,f,m,h,_,y,S)&&rr.pub(i,f,m,h,_,y,S)}rr.sub(o);function Cf(i,f,m,h,_,y,S){qe.filters.sub(i,f,m,h,_,y,S)&&xo[i](null,f,m,h,_,y,S)}o.pub=Cf;function Ef(){rr.unsub(o),Yr.delete(o),jn.clear(),qr(gs,qo,Wa),p.remove(),ge?.remove(),lt("destroy")}o.destroy=Ef;function ar(){lt("init",e,t),va(t||e.data,!1),V[F]?Xs(F,V[F]):Us(),Dl=Ce.show&&(Ce.width>0||Ce.height>0),zn=jt=!0,Hs(e.width,e.height)}return w.forEach(ba),O.forEach(rf),n?n instanceof HTMLElement?(n.appendChild(p),ar()):n(o,ar):ar(),o}at.assign=Be;at.fmtNum=na;at.rangeNum=_s;at.rangeLog=vs;at.rangeAsinh=ea;at.orient=so;at.pxRatio=$e;at.join=ap;at.fmtDate=la,at.tzDate=_p;at.sync=su;{at.addGap=ed,at.clipGaps=ks;let e=at.paths={points:fu};e.linear=pu,e.stepped=od,e.bars=ld,e.spline=rd}var bu=250,gd=40;function _d(e,t){let n=0,o=0;return e.map(l=>l==null||!Number.isFinite(l)?null:(n=t*n+(1-t)*l,o=t*o+(1-t),n/o))}function gu(e){return at.join(e.map(t=>[t.step,t.value]))}var bd=e=>e.replace(/^rgb\((.*)\)$/,"rgba($1, 0.32)").replace(/^(color\(.*?)\)$/,"$1 / 0.32)");function yd(e,t,n){let o=e.step.length<=60,l={spanGaps:!0,stroke:t,label:e.label,dash:e.dash};return!n||o?[{...l,width:2,points:{show:o,size:5,fill:t}}]:[{...l,width:1,stroke:bd(t),dash:void 0,points:{show:!1}},{...l,width:2.2,points:{show:!1}}]}function vd({width:e,series:t,log:n,group:o,smoothing:l,onCursor:s}){let r={stroke:ts("--line"),width:1},a={stroke:ts("--muted"),grid:r,ticks:{...r,size:4},font:"12px Figtree, sans-serif"};return{width:e,height:bu,legend:{show:!1},padding:[10,10,0,0],cursor:{sync:{key:o,scales:["x",null]},points:{size:7},drag:{x:!0,y:!1}},scales:{x:{time:!1},y:n?{distr:3}:{}},axes:[{...a,values:(c,p)=>p.map(z),space:56,size:32},{...a,size:58,values:(c,p)=>p.map(d=>d==null?"":X(d))}],series:[{},...t.flatMap(c=>yd(c,ts(c.colour),l))],hooks:{setCursor:[c=>s(c.cursor.idx)]}}}function _u(e,t,n){let o=l=>l==null||!Number.isFinite(l)||n&&l<=0?null:l;return e.flatMap(l=>{let s={step:l.step,value:l.value.map(o)};return!t||l.step.length<=60?[s]:[s,{step:l.step,value:_d(l.value,t).map(o)}]})}function yu(e,t){let n=null;for(let o=0;o<e.step.length&&e.step[o]<=t;o++)n=e.value[o];return n}function Cs({title:e,series:t,log:n,smoothing:o,group:l,sentence:s}){let r=je(),a=je(),[c,p]=A(null),d=Pe(Po),g=t.map($=>`${$.name}${$.step.length<=60}`).join();ce(()=>{let $=r.current,v=()=>Math.max(200,$.clientWidth),C=w=>p(w==null?null:a.current?.data[0][w]??null),T=new at(vd({width:v(),series:t,log:n,group:l,smoothing:o,onCursor:C}),gu(_u(t,o,n)),$);a.current=T;let M=new ResizeObserver(()=>T.setSize({width:v(),height:bu}));return M.observe($),()=>{M.disconnect(),T.destroy()}},[g,n,o,l,d]),ce(()=>{let $=a.current,{min:v,max:C}=$.scales.x,T=$.data[0],M=v!=null&&T.length>0&&(v>T[0]||C<T[T.length-1]);$.setData(gu(_u(t,o,n)),!M),M&&$.setScale("x",{min:v,max:C})},[t]);let b=Math.max(...t.map($=>$.step[$.step.length-1]??0));return u`
    <figure class="chart">
      <figcaption>
        <h3>${e}</h3>
        <ul class="legend">${t.map($=>u`
          <li><span class="line ${$.dash?"dashed":""}" style=${{color:`var(${$.colour})`}}></span>
            ${$.label} <b>${X(yu($,c??b))}</b></li>`)}
          <li class="quiet">step ${z(c??b)}</li></ul>
      </figcaption>
      <div ref=${r} class="canvas" aria-hidden="true"></div>
      <p class="sentence">${s}</p>
      <${wd} series=${t} title=${e} />
    </figure>`}function wd({series:e,title:t}){let[n,o]=A(!1),l=[...new Set(e.flatMap(a=>a.step))].sort((a,c)=>a-c),s=Math.max(1,Math.ceil(l.length/gd)),r=l.filter((a,c)=>c%s===0||c===l.length-1);return u`
    <details onToggle=${a=>o(a.currentTarget.open)}>
      <summary>${t} as a table</summary>
      ${n&&u`
        <${Uo} label="${t} as a table">
          <table class="tight"><${mt} columns=${["Step",...e.map(a=>`${a.label}#`)]} />
            <tbody>${r.map(a=>u`
              <tr key=${a}><th scope="row">${z(a)}</th>
                ${e.map(c=>u`<td class="n">${X(yu(c,a))}</td>`)}</tr>`)}</tbody></table>
        <//>`}
    </details>`}var Es=6,Sd=[void 0,[8,4],[2,3],[10,3,2,3],[5,5],[14,4]],kd=["val_accuracy","val_loss","accuracy","loss"];function fa(e,t="",n={}){if(e&&typeof e=="object"&&Object.keys(e).length)for(let[o,l]of Object.entries(e))fa(l,t?`${t}.${o}`:o,n);else t&&(n[t]=e);return n}var vu=e=>({match:Ln(e),every:5e3});function wu({params:e}){let t=[...new Set((e.jobs||"").split(",").filter(Boolean))].slice(0,Es),n=c=>t[c]?`/v1/jobs/${encodeURIComponent(t[c])}`:null,o=Array.from({length:Es},(c,p)=>p),l=o.map(c=>B(n(c),vu(t[c]))),s=o.map(c=>B(n(c)&&`${n(c)}/metrics?points=400`,vu(t[c]))),r=t.map((c,p)=>({id:c,job:l[p].data,error:l[p].error,metrics:s[p].data?.data||[]})),a=r.filter(c=>c.job);return u`
    <${Oe} title="Compare" crumb=${u`<a href=${Q(["jobs"])}>Jobs</a>`} lead=${a.map(c=>c.job.name).join(" \xB7 ")}>
      ${!t.length&&u`<${ut} title="Nothing to compare">Tick two or more jobs in the list, then choose “Compare”.<//>`}
      ${r.map(c=>!c.job&&(c.error?u`<${se} error=${c.error} />`:u`<${We} what=${c.id} />`))}
      ${a.length>0&&u`
        <${xd} shown=${a} name=${e.metric} log=${e.log==="1"} />
        <${Td} shown=${a} />`}
    <//>`}function xd({shown:e,name:t,log:n}){let o=[...new Set(e.flatMap(c=>c.metrics.filter(p=>p.step?.length).map(p=>p.name)))],l=o.includes(t)?t:kd.find(c=>o.includes(c))||o[0],s=To(()=>e.flatMap((c,p)=>{let d=c.metrics.find(g=>g.name===l&&g.step.length);return d?[{...d,name:c.id,label:c.job.name,colour:`--hue-${p}`,dash:Sd[p]}]:[]}),[l,...e.map(c=>c.metrics)]);if(!s.length)return u`<${W} title="Curves"><p class="quiet">None of them has metrics yet.</p><//>`;let a=s.map(c=>[c.label,is(l)(...c.value.filter(Number.isFinite))]).map(([c,p])=>`${c}: best ${l} ${X(p)}.`).join(" ");return u`
    <${W} title="Curves" actions=${u`
      <label class="check">Metric <select class="inline" value=${l} onChange=${c=>Pt({metric:c.currentTarget.value})}>
        ${o.map(c=>u`<option value=${c}>${c}</option>`)}</select></label>
      <${gl} label="Log scale" checked=${n} set=${c=>Pt({log:c?"1":""})} />`}>
      <${Cs} key=${l} title=${l} series=${s} log=${n} smoothing=${l.startsWith("val_")?0:.6} group="compare" sentence=${a} />
    <//>`}function Td({shown:e}){let[t,n]=A(!1),o=e.map(c=>({...fa(c.job.metrics.latest),...fa({spec:{...c.job.spec,name:void 0}})})),l=[...new Set(o.flatMap(Object.keys))],s=c=>new Set(o.map(p=>JSON.stringify(p[c]))).size>1,r=l.filter(c=>t||s(c)),a=c=>c===void 0?"\u2013":typeof c=="number"?X(c):typeof c=="object"?JSON.stringify(c):String(c);return u`
    <${W} title=${t?"Figures and specs":"Differences"} actions=${u`
      <${gl} label="Also what is equal" checked=${t} set=${n} />`}>
      <${Uo} label="Jobs side by side" tall>
        <table class="tight compare"><thead><tr><th scope="col">What</th>${e.map(c=>u`
          <th scope="col"><a href=${Q(["jobs",c.id])}>${c.job.name}</a><br /><${Lo} state=${c.job.state} /></th>`)}</tr></thead>
          <tbody>${r.map(c=>u`
            <tr key=${c}><th scope="row">${c.replace(/^spec\./,"")}</th>
              ${o.map(p=>u`<td class=${s(c)?"differs":""}>${a(p[c])}</td>`)}</tr>`)}</tbody></table>
      <//>
      ${!r.length&&u`<p class="quiet">They were asked the same and say the same.</p>`}
    <//>`}function Zo({list:e,params:t}){return!e||!e.has_more&&!t.after?null:u`
    <nav class="pager" aria-label="More of this list">
      ${t.after&&u`<button onClick=${()=>Pt({after:""})}>Newest</button>`}
      ${e.has_more&&u`<button onClick=${()=>Pt({after:e.next})}>Older</button>`}
    </nav>`}var Md=50,Cd=["","queued","running","paused","succeeded","failed","cancelled"];function Su({params:e}){let t=`/v1/jobs${_n({state:e.state,tenant:e.tenant,q:e.q,after:e.after,limit:Md})}`,n=B(t,{match:Wt,every:5e3,keep:!0}),o=n.data?.data,[l,s]=A([]),r=e.state||e.q||e.tenant;return u`
    <${Oe} title="Jobs" actions=${u`<${ae} command=${te("GET",t)} /><${fs} />`}>
      <${Ed} params=${e} />
      ${l.length>0&&u`<${Ad} ids=${l} clear=${()=>s([])} />`}
      <${se} error=${!o&&n.error} retry=${n.reload} />
      ${!o&&!n.error&&u`<${We} what="jobs" />`}
      ${o&&!o.length&&(r?u`<${ut} title="No job matches"><button class="small" onClick=${()=>Dn(["jobs"])}>Show all jobs</button><//>`:u`<${ut} title="No jobs yet" command=${te("POST","/v1/jobs","@job.json")}>
            A job is a dataset, a model and how to train it: plain JSON.<//>`)}
      ${o?.length>0&&u`<${Od} rows=${o} ticked=${l} tick=${s} />`}
      <${Zo} list=${n.data} params=${e} />
    <//>`}function Ed({params:e}){let t=je(),[n,o]=A(e.q||"");return ce(()=>{if(n===(e.q||""))return;let l=setTimeout(()=>Pt({q:n,after:""}),250);return()=>clearTimeout(l)},[n]),ce(()=>{let l=s=>{s.key!=="/"||s.ctrlKey||s.metaKey||/INPUT|TEXTAREA|SELECT/.test(s.target.tagName)||(s.preventDefault(),t.current.focus())};return window.addEventListener("keydown",l),()=>window.removeEventListener("keydown",l)},[]),u`
    <form class="filter" role="search" onSubmit=${l=>l.preventDefault()}>
      <label class="search"><span class="hidden">Filter by name</span>
        <input ref=${t} type="search" placeholder="Filter by name" value=${n} aria-keyshortcuts="/"
          onInput=${l=>o(l.currentTarget.value)} /><kbd aria-hidden="true">/</kbd></label>
      <div class="chips" role="group" aria-label="State">${Cd.map(l=>u`
        <button type="button" class="chip" aria-pressed=${String((e.state||"")===l)}
          onClick=${()=>Pt({state:l,after:""})}>${l||"all"}</button>`)}</div>
      ${e.tenant&&u`<button type="button" class="chip" aria-pressed="true"
        onClick=${()=>Pt({tenant:"",after:""})}>tenant ${e.tenant} ×</button>`}
    </form>`}function Pd(e){ce(()=>{let t=n=>{if(!"jk".includes(n.key)||n.ctrlKey||n.metaKey||/INPUT|TEXTAREA|SELECT/.test(n.target.tagName))return;let o=[...e.current.querySelectorAll("th a")],l=o.indexOf(document.activeElement),s=n.key==="j"?Math.min(l+1,o.length-1):Math.max(l-1,0);o[s]?.focus()};return window.addEventListener("keydown",t),()=>window.removeEventListener("keydown",t)},[])}function Ad({ids:e,clear:t}){return u`
    <div class="ticked" role="status">
      <span>${be(e.length,"job")} ticked</span>
      ${e.length>1?u`<a class="button small" href=${Q(["compare"],{jobs:e.join(",")})}>Compare</a>`:u`<span class="quiet">Tick another to compare.</span>`}
      <button class="small" onClick=${t}>Clear</button>
    </div>`}function Od({rows:e,ticked:t,tick:n}){let o=je(),l=St(5e3);return Pd(o),u`
    <table class="list jobs-table">
      <${mt} columns=${["(Compare)","Job","State","Tenant","Slots#","Progress","Metric#","Age#"]} />
      <tbody ref=${o}>${e.map(s=>u`<${Nd} key=${s.id} job=${s} now=${l} ticked=${t.includes(s.id)}
        full=${t.length>=Es} tick=${r=>n(r?[...t,s.id]:t.filter(a=>a!==s.id))} />`)}</tbody>
    </table>`}function Nd({job:e,now:t,ticked:n,full:o,tick:l}){let s=cs(e),r=e.progress||{};return u`
    <tr>
      <td class="tick"><input type="checkbox" aria-label="Compare ${e.name||e.id}" checked=${n} disabled=${o&&!n}
        onChange=${a=>l(a.currentTarget.checked)} /></td>
      <th scope="row"><a href=${Q(["jobs",e.id])}>${e.name||e.id}</a></th>
      <td data-label="State"><${Lo} state=${e.state} /></td>
      <td data-label="Tenant"><${_t} name=${e.tenant} /></td>
      <td data-label="Slots" class="n">${e.state==="running"&&u`<b>${e.width}</b> of `}${$l(as(e))}
        ${jo(e)==="gpu"&&" GPU"}</td>
      <td data-label="Progress" class="progress-cell"><${Fo} value=${r.percent} label="Progress of ${e.name}" />
        <span class="quiet">${Di(e)}</span></td>
      <td data-label="Metric" class="n">${s?u`${s.text}<br /><span class="quiet">${s.name}</span>`:"\u2013"}</td>
      <td data-label="Age" class="n" title=${Ue(e.created_at)}>${un(e.created_at,t)}</td>
    </tr>`}var Dd=800,Ld=.85,ku=["loss","accuracy","r2","mae"],Ml=["learning_rate","samples_per_s"],xu={loss:"Loss",accuracy:"Accuracy",r2:"R\xB2",mae:"Mean absolute error",mse:"Mean squared error",learning_rate:"Learning rate",samples_per_s:"Samples a second"},ma=[["val_",{label:"validation",colour:"--val",dash:[7,4]}],["epoch_",{label:"epoch mean",colour:"--blue",dash:[2,3]}],["",{label:"training",colour:"--train"}]];function Rd(e){let t=new Map;for(let o of e){if(!o.step?.length)continue;let l=ma.findIndex(([r])=>o.name.startsWith(r)),s=o.name.slice(ma[l][0].length);t.has(s)||t.set(s,[]),t.get(s).push({...o,...ma[l][1],...Ml.includes(s)?{label:"value"}:{},rank:l})}for(let o of t.values())o.sort((l,s)=>s.rank-l.rank);let n=o=>ku.includes(o)?ku.indexOf(o):Ml.includes(o)?100+Ml.indexOf(o):50;return[...t].sort((o,l)=>n(o[0])-n(l[0]))}function Fd(e,t){return t.filter(n=>!n.name.startsWith("epoch_")).map(n=>{let o=n.value[0],l=n.value[n.value.length-1];if(Ml.includes(e))return`${xu[e]} is ${X(l)} at step ${z(n.step[n.step.length-1])}.`;let s=is(e)(...n.value.filter(Number.isFinite)),r=n.step[n.value.indexOf(s)],a=n.label[0].toUpperCase()+n.label.slice(1);if(n.value.length===1)return`${a}: ${X(l)} at step ${z(r)}.`;let c=l>o?"rose":"fell";return`${a} ${c} from ${X(o)} to ${X(l)}; the best is ${X(s)} at step ${z(r)}.`}).join(" ")}function Tu({job:e,params:t}){let n=`/v1/jobs/${encodeURIComponent(e.id)}/metrics?points=${Dd}`,o=e.state==="running"?2e3:Ot(e.state)?0:1e4,{data:l}=B(n,{match:Ln(e.id),every:o}),s=To(()=>Rd(l?.data||[]),[l]),r=t.log==="1",a=Number(t.smooth??Ld);return s.length?u`
    <${W} title="Curves" note="drag to zoom, double click to see all"
      actions=${u`<${jd} log=${r} smoothing=${a} /><${ae} command=${te("GET",`${n}&format=csv`)} />`}>
      <div class="charts">${s.map(([c,p])=>u`
        <${Cs} key=${c} title=${xu[c]||c} series=${p} log=${r&&c==="loss"}
          smoothing=${Ml.includes(c)?0:a} group=${`job-${e.id}`} sentence=${Fd(c,p)} />`)}
      </div>
    <//>`:u`
      <${W} title="Curves">
        <${ut} title=${Ot(e.state)?"No metrics were recorded":"Curves appear with the first steps"}
          command=${Ot(e.state)?null:te("GET",`/v1/jobs/${e.id}/watch`)}>
          ${Ot(e.state)?"":"In a terminal the same job shows its progress with:"}<//>
      <//>`}var jd=({log:e,smoothing:t})=>u`
  <${gl} label="Log loss" checked=${e} set=${n=>Pt({log:n?"1":""})} />
  <label class="slider">Smoothing <input type="range" min="0" max="0.99" step="0.01" value=${t}
    onInput=${n=>Pt({smooth:n.currentTarget.value})} /><output>${t.toFixed(2)}</output></label>`;function Mu({job:e}){let t=`/v1/jobs/${encodeURIComponent(e.id)}/explain`,{data:n,error:o}=B(t,{match:Wt,every:4e3});return u`
    <${W} title="Why it waits" id="why" class="why" actions=${u`<${ae} command=${te("GET",`${t}?format=text`)} />`}>
      ${!n&&(o?u`<${se} error=${o} />`:u`<${We} what="the explanation" />`)}
      ${n&&u`
        <p class="why-sentence">${Id(n,e)}</p>
        <${Ud} list=${n.constraints||[]} />
        <div class="two">
          <${zd} held=${n.held} job=${e} />
          <${Wd} change=${n.change} job=${e} />
        </div>
        <${Vd} start=${n.start} />`}
    <//>`}function Id(e,t){let n=e.position>0?`It is number ${z(e.position)} in the queue. `:"",o=e.constraints?.[0];return t.state==="paused"?"It is paused: it takes no turn until somebody resumes it.":o?`${n}${o.detail}${/[.!]$/.test(o.detail)?"":"."}`:`${n}Nothing holds it: it starts with the next decision.`}var Hd=e=>e[0].toUpperCase()+e.slice(1).replaceAll("_"," "),Ps=(e,t)=>/memory|bytes/.test(e.code)?Ke(t):X(t);function Ud({list:e}){return e.length?u`
    <ul class="constraints">${e.map(t=>u`
      <li key=${t.code}>
        <p><b>${Hd(t.code)}</b> <span>${t.detail}</span></p>
        ${typeof t.have=="number"&&typeof t.need=="number"&&u`
          <${Ni} have=${t.have} need=${t.need} label="has ${Ps(t,t.have)}, needs ${Ps(t,t.need)}" />
          <p class="n quiet">has <b>${Ps(t,t.have)}</b>, needs <b>${Ps(t,t.need)}</b></p>`}
      </li>`)}</ul>`:null}function zd({held:e,job:t}){let{data:n}=B(`/v1/jobs${_n({state:"running",tenant:t.tenant_id,limit:200})}`,{match:Wt}),o=new Map((n?.data||[]).map(s=>[s.id,s.name]));if(!e)return null;let l=e.own||[];return u`
    <div><h3>Who holds slots now</h3>
      <ul class="plain">
        ${l.map(s=>u`
          <li key=${s.job}><a href=${Q(["jobs",s.job])}>${o.get(s.job)||s.job}</a> (yours): ${be(s.width,"slot")}</li>`)}
        ${!l.length&&u`<li class="quiet">Your tenant holds none.</li>`}
        ${e.others>0&&u`<li>Other tenants: ${be(e.others,"slot")}</li>`}
      </ul></div>`}function Wd({change:e,job:t}){return e?.detail?u`
    <div><h3>What would start it now</h3>
      <p>${e.detail}</p>
      <${qd} set=${e.set} job=${t} />
    </div>`:null}function qd({set:e,job:t}){let n=[];return e.resources&&n.push(te("PATCH",`/v1/jobs/${t.id}`,{resources:e.resources})),e.cluster&&n.push(te("PATCH","/v1/cluster",e.cluster)),u`
    ${e.quota&&u`<p><a href=${Q(["tenants",e.tenant])}>The quota of ${e.tenant}</a></p>`}
    ${n.length>0&&u`<details><summary>As a request</summary><${bn} text=${n.join(`
`)} /></details>`}`}function Vd({start:e}){if(!e||!e.p50&&!e.p90)return null;let t=n=>typeof n=="number"?`in ${Te(n)}`:`${Ue(n)} (in ${Te(-vn(n))})`;return u`
    <p class="forecast">${e.p50&&u`As likely as not it starts by <b>${t(e.p50)}</b>`}${e.p90&&u`, nine times
      in ten by <b>${t(e.p90)}</b>`}.</p>`}var pn=({what:e="page"})=>u`
  <${Oe} title="Nothing here">
    <p class="lead">There is no such ${e}, or your token may not see it.</p>
    <p><a href=${Q(["overview"])}>Go to the overview</a></p>
  <//>`;function Cu({id:e,params:t}){let n=`/v1/jobs/${encodeURIComponent(e)}`,[o,l]=A(!1),{data:s,error:r,reload:a}=B(n,{match:Ln(e),every:o?3e4:1500});if(s&&Ot(s.state)!==o&&l(Ot(s.state)),!s&&r?.status===404)return u`<${pn} what="job" />`;if(!s)return u`<${No} title="Job" what="the job" error=${r} retry=${a} />`;let c=u`<a href=${Q(["jobs"])}>Jobs</a>`;return u`
    <${Oe} title=${s.name||s.id} crumb=${c}
      lead=${u`<${Lo} state=${s.state} /> <${_t} name=${s.tenant} />`}
      actions=${u`<${ae} command=${te("GET",n)} /><${zi} job=${s} reload=${a} />
        ${Ot(s.state)&&u`<${Ho} what="job" name=${s.name} path=${n} back="jobs" />`}`}>
      <${Gd} job=${s} />
      ${(s.state==="queued"||s.state==="paused")&&u`<${Mu} job=${s} />`}
      <${Tu} job=${s} params=${t} />
      <div class="two">
        <${Yd} job=${s} />
        <${Qd} job=${s} />
      </div>
      <${Zd} job=${s} path=${n} />
      <${Xd} job=${s} path=${n} />
      <${th} job=${s} path=${n} />
    <//>`}function Gd({job:e}){let t=St(1e3),n=e.progress||{},o=e.metrics?.latest?.samples_per_s,l=[["Epoch",n.epochs?`${z(n.epoch)} of ${z(n.epochs)}`:null],["Step",n.steps?`${z(n.step)} of ${z(n.steps)}`:null],[jo(e)==="gpu"?"GPU slots":"CPU slots",`${e.state==="running"?`${e.width} of `:""}${$l(as(e))}`],["Time left",e.state==="running"&&n.eta_s!=null?Te(n.eta_s):null],["Samples a second",o&&e.state==="running"?z(o):null],[Ot(e.state)?"Took":"Since submit",Te(Ot(e.state)&&e.ended_at&&e.started_at?vn(e.started_at,Date.parse(e.ended_at)):vn(e.created_at,t))]];return u`
    <section class="standing" aria-label="Progress">
      <div class="standing-line"><p>${Jd(e)}</p><b>${Oo(n.percent??0,n.percent>0&&n.percent<100?1:0)}</b></div>
      <${Fo} value=${n.percent} label="Progress" />
      <${Do} rows=${l} />
    </section>`}var Bd={queued:"Waits",running:"Training",paused:"Paused",succeeded:"Done",failed:"Failed",cancelled:"Cancelled"};function Jd(e){if(e.asked)return`Training; it will ${e.asked} after this step.`;if(e.detail)return`${Bd[e.state]||e.state}: ${e.detail}${/[.!]$/.test(e.detail)?"":"."}`;let t=e.reason?Ro(e.reason):"";return{queued:t?`Waits: ${t}.`:"Waits for its turn.",running:"Training.",paused:t?`Paused: ${t}.`:"Paused; everything is kept.",succeeded:"Done; the model is kept.",failed:`Failed${t?`: ${t}`:""}.`,cancelled:"Cancelled; the metrics are kept."}[e.state]||e.state}function Yd({job:e}){let t=Object.entries(e.metrics?.latest||{}),n=e.quote||{},o=e.usage||{},l=Zn(e,"model");return u`
    <${W} title="Result and cost">
      <${At} rows=${[["Model",l&&u`<a href=${Q(["models",l])}>${e.model}</a>`],...t.filter(([s])=>s!=="samples_per_s"&&!s.startsWith("epoch_")).map(([s,r])=>[s,X(r)]),["Parameters",n.parameters!=null?z(n.parameters):null],["Memory",n.memory_bytes!=null?Ke(n.memory_bytes):null],["Slot-seconds",o.slot_seconds!=null?`${X(o.slot_seconds)} used`:null],["Quoted",n.slot_seconds!=null?`${X(n.slot_seconds)} slot-seconds`:null],["Credits",o.credits!=null||n.credits!=null?`${Kn(o.credits??0)} of ${Kn(n.credits)} quoted`:null],["Submitted",Ue(e.created_at)],["Started",e.started_at?Ue(e.started_at):null],["Ended",e.ended_at?Ue(e.ended_at):null]]} />
    <//>`}function Qd({job:e}){return u`
    <${W} title="Provenance" note="the same spec and seed give the same model, at any width">
      <${At} rows=${[["Job",u`<code>${e.id}</code>`],...ss(e.provenance)]} />
    <//>`}var Kd={daemon:"the daemon stopped",preempted:"gave its slots back"};function Zd({job:e,path:t}){let{data:n}=B(`${t}/runs`,{match:Ln(e.id),every:Ot(e.state)?0:1e4}),o=St(2e3),l=n?.data||[];return l.length?u`
    <${W} title="Runs" note="one line for each stretch between start and stop">
      <table class="list"><${mt} columns=${["Started","Ran#","Width#","Steps#","Ended"]} />
        <tbody>${l.map(s=>u`
          <tr key=${s.id}><th scope="row">${Ue(s.started_at)}</th>
            <td data-label="Ran" class="n">${Te(vn(s.started_at,s.ended_at?Date.parse(s.ended_at):o))}</td>
            <td data-label="Width" class="n">${s.width}</td><td data-label="Steps" class="n">${z(s.steps)}</td>
            <td data-label="Ended">${s.ended_at?Kd[s.end]||s.end:"runs now"}</td></tr>`)}</tbody></table>
    <//>`:null}function Xd({job:e,path:t}){let{data:n}=B(`${t}/events?limit=200`,{match:Ln(e.id),every:Ot(e.state)?0:1e4}),o=St(5e3),l=[...n?.data||[]].sort((s,r)=>r.id-s.id);return u`
    <${W} title="Events" actions=${u`<${ae} command=${te("GET",`${t}/events`)} />`}>
      ${l.length===0&&u`<p class="quiet">Nothing has happened yet.</p>`}
      <ol class="events">${l.map(s=>u`
        <li key=${s.id}><time datetime=${s.at} title=${Ue(s.at)}>${un(s.at,o)}</time>
          <b>${String(s.type).replace(/^job[._]/,"").replaceAll("_"," ")}</b> <span>${eh(s.data)}</span></li>`)}</ol>
    <//>`}function eh(e){let t=n=>typeof n=="number"?X(n):typeof n!="object"?n:n.min!==void 0?$l(n):JSON.stringify(n);return Object.entries(e||{}).filter(([n,o])=>o!==null&&o!==""&&!["run","boot_ms"].includes(n)).map(([n,o])=>`${n.replaceAll("_"," ")} ${t(o)}`).join(" \xB7 ")}function th({job:e,path:t}){let n=e.spec||{},o=JSON.stringify(n,null,2);return u`
    <${W} title="Spec" actions=${u`
      <a class="quiet-button" href=${Q(["submit"],{from:e.id})}>Submit a changed copy</a>
      <${ae} label="Copy submit as curl" command=${te("POST","/v1/jobs",n)} />`}>
      <details class="spec"><summary>What was asked, on ${n.dataset}</summary><${bn} text=${o} /></details>
    <//>`}var nh=50;function Eu({params:e}){let t=`/v1/models${_n({after:e.after,limit:nh})}`,{data:n,error:o,reload:l}=B(t,{match:a=>/model|succeeded/.test(a.type),every:1e4}),s=St(1e4),r=n?.data;return u`
    <${Oe} title="Models" actions=${u`<${ae} command=${te("GET",t)} />`}>
      <${se} error=${!r&&o} retry=${l} />
      ${!r&&!o&&u`<${We} what="models" />`}
      ${r&&!r.length&&u`
        <${ut} title="No models yet" command=${te("POST","/v1/jobs","@job.json")}>A job that succeeds leaves its model here.<//>`}
      ${r?.length>0&&u`
        <table class="list"><${mt} columns=${["Model","Task","Metric#","Parameters#","Size#","Trained on","Age#"]} />
          <tbody>${r.map(a=>u`<${oh} key=${a.id} m=${a} now=${s} />`)}</tbody></table>`}
      <${Zo} list=${n} params=${e} />
    <//>`}function oh({m:e,now:t}){let n=cs(e);return u`
    <tr><th scope="row"><a href=${Q(["models",e.id])}>${e.name||e.id}</a></th>
      <td data-label="Task">${e.task||"\u2013"}</td>
      <td data-label="Metric" class="n">${n?u`${n.text} <span class="quiet">${n.name}</span>`:"\u2013"}</td>
      <td data-label="Parameters" class="n">${z(e.parameters)}</td><td data-label="Size" class="n">${Ke(e.bytes)}</td>
      <td data-label="Trained on">${e.dataset||"\u2013"}</td>
      <td data-label="Age" class="n" title=${Ue(e.created_at)}>${un(e.created_at,t)}</td></tr>`}function Pu({path:e}){let{data:t}=B("/v1/datasets?limit=200",{every:0}),[n,o]=A(""),[l,s]=A(null),[r,a]=A(null),[c,p]=A(!1),d=(t?.data||[]).filter($=>$.state==="ready").map($=>$.name),g=n||d[0];if(!d.length)return null;async function b($){$.preventDefault(),p(!0),a(null);try{s({dataset:g,...await Ge("POST",`${e}/evaluate`,{body:{dataset:g}})})}catch(v){s(null),a(v)}p(!1)}return u`
    <${W} title="Evaluate" note="on a dataset it has not learned from"
      actions=${u`<${ae} command=${te("POST",`${e}/evaluate`,{dataset:g})} />`}>
      <form class="evaluate" onSubmit=${b}>
        <${Xn} id="evaluate-dataset" label="Dataset" value=${g} choices=${d} set=${o} />
        <button class="primary" disabled=${c}>${c?"Evaluating\u2026":"Evaluate"}</button>
      </form>
      <div aria-live="polite">
        <${se} error=${r} />
        ${l&&u`<${At} rows=${[["Dataset",l.dataset],["Rows",z(l.rows)],...Object.entries(l.metrics).map(([$,v])=>[$,X(v)])]} />`}
      </div>
    <//>`}function Cl(e){if(!e||e.length<2||e.length>3)return!1;let[t,n,o=1]=e;return t>1&&n>1&&t<=512&&n<=512&&(o===1||o===3)}function lh(e,[t,n,o=1]){let l=new ImageData(n,t),s=Math.min(...e),r=Math.max(...e)-s||1;for(let a=0;a<t*n;a++){for(let c=0;c<3;c++)l.data[4*a+c]=255*(e[a*o+(o===3?c:0)]-s)/r;l.data[4*a+3]=255}return l}function As({values:e,shape:t,label:n}){let o=je();return ce(()=>{o.current.getContext("2d").putImageData(lh(e,t),0,0)},[e]),u`<canvas ref=${o} class="picture" width=${t[1]} height=${t[0]} role="img" aria-label=${n}></canvas>`}function Au({path:e,done:t}){let n=je(),[o,l]=A(null),[s,r]=A(!1);async function a(c){c.preventDefault();let p=n.current.files[0];if(!p)return l(new Error("Choose the file of labels first."));r(!0),l(null);try{await Zt("PUT",`${e}/labels`,{body:p,type:"application/octet-stream",headers:Zl(p.name)}),Ae("The labels are there; the dataset is ready."),t()}catch(d){l(d)}return r(!1)}return u`
    <form class="panel form" onSubmit=${a} aria-label="Labels">
      <h2>Its labels are missing</h2>
      <div class="field"><label for="labels-file">File of labels</label><input id="labels-file" type="file" ref=${n} />
        <p class="help">One for each row, in the same order; gzip-compressed too, when its name ends in .gz.</p></div>
      <${se} error=${o} />
      <${fn} send=${s?"Uploading\u2026":"Upload labels"} busy=${s} />
    </form>`}var El=60,Ou=12,sh=20,rh=40;function Nu({id:e}){let t=`/v1/datasets/${encodeURIComponent(e)}`,{data:n,error:o,reload:l}=B(t,{match:s=>/dataset/.test(s.type),every:2e4});return!n&&o?.status===404?u`<${pn} what="dataset" />`:n?u`
    <${Oe} title=${n.name} crumb=${u`<a href=${Q(["datasets"])}>Datasets</a>`}
      lead=${`${z(n.rows)} rows of ${n.format}, ${Ke(n.bytes)}`}
      actions=${u`<${ae} command=${te("GET",t)} />
        <${Ho} what="dataset" name=${n.name} path=${t} back="datasets" />
        ${n.state==="ready"&&u`<a class="button primary" href=${Q(["submit"],{dataset:n.name})}>Train on it</a>`}`}>
      ${n.state==="incomplete"&&u`<${Au} path=${t} done=${l} />`}
      ${["importing","failed"].includes(n.state)&&u`<div class="note"><p>This dataset is <b>${n.state}</b>.</p></div>`}
      <${ch} columns=${n.columns||[]} />
      <${fh} key=${n.state} path=${`${t}/preview`} ready=${n.state==="ready"} shape=${n.shape} />
      <${W} title="What it is">
        <${At} rows=${[["Id",u`<code>${n.id}</code>`],["Shape of a row",n.shape?.join(" \xD7 ")],["Seen by",n.visibility.replace("_"," ")],["Licence",n.license],["Description",n.description],["Uploaded",Ue(n.created_at)],["SHA-256",n.sha256&&u`<code class="long">${n.sha256}</code>`]]} />
      <//>
    <//>`:u`<${No} title="Dataset" what="the dataset" error=${o} retry=${l} />`}function ah({c:e}){let t=e.classes||[],n=e.counts||[],o=e.n_classes??t.length,l=t.slice(0,Ou),s=Math.max(1,...n.slice(0,Ou)),r=l.map((a,c)=>n[c]==null?a:`${a} (${z(n[c])})`).join(", ");return u`
    <div class="classes">
      ${n.length>0&&u`<div class="class-bars" aria-hidden="true">${l.map((a,c)=>u`
        <i title="${a}: ${z(n[c])}" style=${{height:`${100*n[c]/s}%`}}></i>`)}</div>`}
      <span>${be(o,"class","classes")}: ${r}${o>l.length?` and ${z(o-l.length)} more`:""}</span>
    </div>`}function ih({c:e}){let t=e.max-e.min;if(!(t>0)||e.mean==null)return null;let n=s=>Math.min(100,Math.max(0,100*(s-e.min)/t)),o=e.std||0,l=n(e.mean-o);return u`
    <div class="spread" role="img" aria-label="mean ${X(e.mean)} between ${X(e.min)} and ${X(e.max)}">
      <div class="spread-std" style=${{left:`${l}%`,width:`${n(e.mean+o)-l}%`}}></div>
      <div class="spread-mean" style=${{left:`${n(e.mean)}%`}}></div>
    </div>`}function ch({columns:e}){if(!e.length)return null;let t=e.slice(0,El);return u`
    <${W} title="Columns" note=${z(e.length)}>
      <table class="list columns">
        <${mt} columns=${["Name","Type","Missing#","Min#","Mean#","Max#","Std#","Spread or values"]} />
        <tbody>${t.map(n=>u`
          <tr key=${n.name}><th scope="row">${n.name}</th><td data-label="Type">${n.type}</td>
            <td data-label="Missing" class="n">${z(n.missing??0)}</td>
            ${n.mean==null?u`
              <td class="gone" colspan="4"></td>
              <td data-label="Values">${n.classes&&u`<${ah} c=${n} />`}</td>`:u`
              <td data-label="Min" class="n">${X(n.min)}</td><td data-label="Mean" class="n">${X(n.mean)}</td>
              <td data-label="Max" class="n">${X(n.max)}</td><td data-label="Std" class="n">${X(n.std)}</td>
              <td data-label="Spread"><${ih} c=${n} /></td>`}</tr>`)}</tbody></table>
      ${e.length>El&&u`<p class="quiet">and ${z(e.length-El)} more columns</p>`}
    <//>`}var uh=e=>e==null?"":typeof e=="number"?X(e):String(e);function pa(e,t){let n=t.reduce((o,l)=>o*l,1);return{values:e.slice(0,n),label:e[n]}}function fh({path:e,ready:t,shape:n}){let o=Cl(n),l=`${e}?rows=${o?rh:sh}`,{data:s,error:r}=B(t?l:null,{every:0});if(!t||!s&&!r)return null;let a=s?.rows||[];return u`
    <${W} title=${o?"First pictures":"First rows"} actions=${u`<${ae} command=${te("GET",l)} />`}>
      <${se} error=${!s&&r} />
      ${s&&(o?u`<ul class="pictures">${a.map((c,p)=>{let d=pa(c,n);return u`
              <li key=${p}><${As} values=${d.values} shape=${n} label="row ${p+1}" /><span>${d.label??""}</span></li>`})}</ul>`:u`<${mh} names=${s.columns||[]} rows=${a} />`)}
    <//>`}function mh({names:e,rows:t}){return u`
    <${Uo} label="Table of the first rows">
      <table class="tight"><thead><tr><th scope="col">Row</th>${e.slice(0,El).map(n=>u`
        <th scope="col">${n}</th>`)}</tr></thead>
        <tbody>${t.map((n,o)=>u`
          <tr key=${o}><th scope="row">${o+1}</th>${n.slice(0,El).map(l=>u`<td>${uh(l)}</td>`)}</tr>`)}</tbody></table>
    <//>`}var ph=24,dh=5,hh=20;function $h(e,t){if(!t?.columns)return null;let n=e.spec?.data||{},o=[].concat(n.target||t.columns[t.columns.length-1].name),l=n.features&&[].concat(n.features);return t.columns.filter(s=>!o.includes(s.name)&&(!l||l.includes(s.name)))}function Du({model:e,path:t}){let n=Zn(e,"dataset"),o=n?`/v1/datasets/${encodeURIComponent(n)}`:null,{data:l}=B(o,{every:0}),s=$h(e,l),r=l?.shape,a=s&&s.length>0&&s.length<=ph,[c,p]=A({}),[d,g]=A("[[0, 0, 0, 0]]"),[b,$]=A(null),[v,C]=A(null),[T,M]=A(!1),w=N=>N.type==="numeric"?String(Number((N.mean??0).toPrecision(3))):String(N.classes?.[0]??""),O=N=>c[N.name]??w(N);function k(){return a?{inputs:[Object.fromEntries(s.map(N=>{let J=O(N).trim();return[N.name,J===""?null:N.type==="numeric"&&Number.isFinite(Number(J))?Number(J):J]}))]}:{inputs:JSON.parse(d)}}async function ee(N){M(!0),C(null);try{$(await Ge("POST",`${t}/predict`,{body:N}))}catch(J){$(null),C(J)}M(!1)}function F(N){N.preventDefault();try{ee(k())}catch(J){C(new Error(`This is not JSON: ${J.message}`))}}let Z="";try{Z=te("POST",`${t}/predict`,k())}catch{}return u`
    <${W} title="Try it" note="raw values, as in the data" actions=${Z&&u`<${ae} command=${Z} />`}>
      <form class="tryit" onSubmit=${F}>
        ${Cl(r)&&u`<${gh} where=${o} shape=${r} pick=${N=>{g(JSON.stringify([N])),ee({inputs:[N]})}} />`}
        ${a?u`<div class="grid-form">${s.map(N=>u`
            <${_h} key=${N.name} c=${N} value=${O(N)} set=${J=>p({...c,[N.name]:J})} />`)}</div>`:u`<details open=${!Cl(r)}><summary>Rows as JSON</summary>
            <div class="field"><label class="hidden" for="try-raw">Rows as JSON</label>
              <textarea id="try-raw" class="code" rows="4" spellcheck="false" value=${d}
                onInput=${N=>g(N.currentTarget.value)}></textarea></div></details>`}
        <div class="actions"><button class="primary" disabled=${T}>${T?"Asking\u2026":"Predict"}</button></div>
      </form>
      <div aria-live="polite">
        <${se} error=${v} />
        ${b&&u`<${bh} answer=${b} />`}
      </div>
    <//>`}function gh({where:e,shape:t,pick:n}){let{data:o}=B(`${e}/preview?rows=${hh}`,{every:0}),l=(o?.rows||[]).map(a=>pa(a,t)),[s,r]=A(-1);return u`<ul class="pictures" aria-label="Pictures to try">${l.map((a,c)=>u`
    <li key=${c}><button type="button" class="pick" aria-pressed=${String(c===s)} onClick=${()=>{r(c),n(a.values)}}><${As} values=${a.values} shape=${t} label="picture ${c+1}" /></button>
      <span>${a.label??""}</span></li>`)}</ul>`}function _h({c:e,value:t,set:n}){let o=`try-${e.name}`,l=e.classes||[];return u`
    <div class="field"><label for=${o}>${e.name}</label>
      ${e.type==="categorical"&&l.length?u`<select id=${o} value=${t} onChange=${s=>n(s.currentTarget.value)}>
            ${l.map(s=>u`<option value=${s}>${s}</option>`)}</select>`:u`<input id=${o} inputmode="decimal" autocomplete="off" value=${t} onInput=${s=>n(s.currentTarget.value)} />`}
      ${e.type==="numeric"&&e.min!=null&&u`<p class="help">${X(e.min)} … ${X(e.max)} in the data</p>`}
    </div>`}function bh({answer:e}){let t=[].concat(e.outputs?.[0]??[]);if(!e.labels?.length)return u`<p class="answer">${t.map(o=>X(o)).join(", ")}</p>`;let n=t.map((o,l)=>({name:String(e.classes?.[l]??l),p:o})).sort((o,l)=>l.p-o.p).slice(0,dh);return u`
    <p class="answer">${e.labels[0]}</p>
    <ul class="shares chances">${n.map(o=>u`
      <li><p><span>${o.name}</span><span class="n">${(100*o.p).toFixed(1)} %</span></p>
        <div class="share" aria-hidden="true"><div class="share-held" style=${{width:`${100*o.p}%`}}></div></div></li>`)}</ul>`}function Lu({id:e}){let t=`/v1/models/${encodeURIComponent(e)}`,{data:n,error:o,reload:l}=B(t,{every:3e4});if(!n&&o?.status===404)return u`<${pn} what="model" />`;if(!n)return u`<${No} title="Model" what="the model" error=${o} retry=${l} />`;let s=[n.task,`${z(n.parameters)} parameters`,Ke(n.bytes)].filter(Boolean).join(" \xB7 ");return u`
    <${Oe} title=${n.name||n.id} crumb=${u`<a href=${Q(["models"])}>Models</a>`}
      lead=${s} actions=${u`<${ae} command=${te("GET",t)} />
        <${Ho} what="model" name=${n.name} path=${t} back="models" /><${yh} m=${n} path=${t} />`}>
      <${Du} model=${n} path=${t} />
      <${Pu} path=${t} />
      <div class="two">
        <${W} title="Figures">
          <${At} rows=${[...Object.entries(n.metrics).filter(([r,a])=>typeof a=="number"&&r!=="samples_per_s").map(([r,a])=>[r,X(a)]),["Made by",n.job&&u`<a href=${Q(["jobs",Zn(n,"job")])}>${n.job}</a>`],["Trained on",n.dataset&&u`<a href=${Q(["datasets",Zn(n,"dataset")])}>${n.dataset}</a>`],["Seen by",n.visibility.replace("_"," ")],["Licence",n.license],["Made",Ue(n.created_at)]]} />
        <//>
        <${W} title="Provenance">
          <${At} rows=${[["Id",u`<code>${n.id}</code>`],["SHA-256",u`<code class="long">${n.sha256}</code>`],...ss(n.provenance)]} />
        <//>
      </div>
      ${n.spec&&u`<${W} title="Spec"><details class="spec"><summary>How it is built and was trained</summary>
        <${bn} text=${JSON.stringify(n.spec,null,2)} /></details><//>`}
    <//>`}function yh({m:e,path:t}){let[n,o]=A(!1),[l,s]=A("safetensors");async function r(){o(!0);try{await vi(`${t}/content?format=${l}`,`${e.name||e.id}.${l}`)}catch(a){Ae(a.message,"bad")}o(!1)}return u`
    <select aria-label="File format" value=${l} onChange=${a=>s(a.currentTarget.value)}>
      ${["safetensors","onnx","npz"].map(a=>u`<option value=${a}>${a}</option>`)}
    </select>
    <button class="primary" disabled=${n} onClick=${r}><${rt} name="down" />${n?"Fetching\u2026":"Download"}</button>`}var vh=50,wh=["csv","idx","npy","text","images"],Sh=["private","tenant","public","train_only"],kh=(e="iris",t="iris.csv",n="csv")=>`curl -H "Authorization: Bearer $ALLOT_TOKEN" -T ${t} -X POST '${location.origin}/v1/datasets?name=${e}&format=${n}'`;function Ru({params:e}){let t=`/v1/datasets${_n({after:e.after,limit:vh})}`,{data:n,error:o,reload:l}=B(t,{match:d=>/dataset/.test(d.type),every:1e4}),s=Pe(ze),[r,a]=A(!1),c=St(1e4),p=n?.data;return u`
    <${Oe} title="Datasets" actions=${u`<${ae} command=${te("GET",t)} />
      ${_l(s)&&u`
        <button class="primary" aria-expanded=${String(r)} onClick=${()=>a(!r)}>Upload a file</button>`}`}>
      ${r&&u`<${xh} done=${()=>a(!1)} />`}
      <${se} error=${!p&&o} retry=${l} />
      ${!p&&!o&&u`<${We} what="datasets" />`}
      ${p&&!p.length&&u`
        <${ut} title="No datasets yet" command=${kh()}>A CSV file with a header is enough to begin.<//>`}
      ${p?.length>0&&u`
        <table class="list"><${mt} columns=${["Dataset","Format","Rows#","Columns#","Size#","Seen by","Age#"]} />
          <tbody>${p.map(d=>u`
            <tr key=${d.id}><th scope="row"><a href=${Q(["datasets",d.id])}>${d.name}</a>
                ${d.state!=="ready"&&u`${" "}<span class="state">${d.state}</span>`}</th>
              <td data-label="Format">${d.format}</td><td data-label="Rows" class="n">${z(d.rows)}</td>
              <td data-label="Columns" class="n">${z(d.columns?.length)}</td><td data-label="Size" class="n">${Ke(d.bytes)}</td>
              <td data-label="Seen by">${d.visibility.replace("_"," ")}</td>
              <td data-label="Age" class="n" title=${Ue(d.created_at)}>${un(d.created_at,c)}</td></tr>`)}</tbody></table>`}
      <${Zo} list=${n} params=${e} />
    <//>`}function xh({done:e}){let t=je(),[n,o]=A(""),[l,s]=A("csv"),[r,a]=A("tenant"),[c,p]=A(null),[d,g]=A(!1);function b(){let v=t.current.files[0];if(!v)return;let[C]=v.name.split(".");n||o(C.replace(/[^\w.-]+/g,"-")),/ubyte|\.idx/.test(v.name)?s("idx"):/\.(npy|txt)/.test(v.name)&&s(/\.npy/.test(v.name)?"npy":"text")}async function $(v){v.preventDefault();let C=t.current.files[0];if(!C)return p(new Error("Choose a file first."));g(!0),p(null);try{let T=`/v1/datasets${_n({name:n,format:l,visibility:r})}`,M=await Ge("POST",T,{body:C,type:"application/octet-stream",headers:Zl(C.name)});Ae(`${M.name} is uploaded.`),e(),Dn(["datasets",M.id])}catch(T){p(T),g(!1)}}return u`
    <form class="panel form" onSubmit=${$} aria-label="Upload a dataset">
      <div class="grid-form">
        <div class="field"><label for="upload-file">File</label><input id="upload-file" type="file" ref=${t} onChange=${b} />
          <p class="help">Also gzip-compressed, when its name ends in .gz.</p></div>
        <div class="field"><label for="upload-name">Name</label><input id="upload-name" value=${n} required autocomplete="off"
          onInput=${v=>o(v.currentTarget.value)} /></div>
        <${Xn} id="upload-format" label="Format" value=${l} choices=${wh} set=${s} />
        <${Xn} id="upload-visibility" label="Seen by" value=${r} choices=${Sh} set=${a} />
      </div>
      <${se} error=${c} />
      <${fn} leave=${e} send=${d?"Uploading\u2026":"Upload"} busy=${d} />
    </form>`}function Pl(e,[t,...n],o){let l=Array.isArray(e)?[...e]:{...e&&typeof e=="object"?e:{}},s=n.length?Pl(l[t],n,o):o,r=s&&typeof s=="object"&&!Array.isArray(s)&&!Object.keys(s).length;return s!==void 0&&!r?l[t]=s:Array.isArray(l)?l.splice(t,1):delete l[t],l}var Fu=(e,t)=>t.reduce((n,o)=>n?.[o],e),Th=e=>e?.n_classes||e?.classes?.length||2;function Os(e){if(!e)return{name:"my-first-job",dataset:"",model:{task:"classification",layers:[{type:"dense",units:10}]}};let t=e.columns||[],n=t.find(r=>r.name==="label")||t[t.length-1],o=n?.type==="categorical",l=(e.shape||[]).length>1,s=[...l?[{type:"flatten"}]:[],{type:"dense",units:l?128:32,activation:"relu"},{type:"dense",units:o?Th(n):1}];return{name:`${e.name}-mlp`,dataset:e.name,model:{task:o?"classification":"regression",layers:s},training:{epochs:10,batch_size:e.rows>5e3?128:32,optimizer:{type:"adam",learning_rate:.001},validation_split:.2},...l||!n?{}:{data:{target:n.name,normalize:"standard"}},resources:{slots:{min:1,max:2}}}}var da=e=>{if(e==null)return null;let t=typeof e=="number"?e:-vn(e);return t<1?"now":`in ${Te(t)}`};function ju({verdict:e}){let{quote:t,faults:n,error:o,busy:l}=e,s=n.length?be(n.length,"fault"):"Quote",r=t||{},a=[["Starts",da(r.start?.p50)],["Done",da(r.finish?.p50)],["Done, 9 in 10",da(r.finish?.p90)],["Parameters",r.parameters!=null?z(r.parameters):null],["Memory",r.memory_bytes!=null?Ke(r.memory_bytes):null],["Steps",r.steps!=null?z(r.steps):null],["FLOPs a step",r.flops_per_step!=null?X(r.flops_per_step):null],["Slot-seconds",r.slot_seconds!=null?X(r.slot_seconds):null],["Credits",r.credits!=null?Kn(r.credits):null],["Lanes",r.lanes!=null?z(r.lanes):null]];return u`
    <${W} title=${s} note=${l?"asking\u2026":"a dry run, after each change"}>
      <div aria-live="polite">
        <${se} error=${o} />
        ${n.length>0&&u`<ul class="faults">${n.map(c=>u`
          <li><code>${c.pointer||"/"}</code>${Co(c)}</li>`)}</ul>`}
        ${t&&!n.length&&u`
          <${Do} rows=${a} class="quote-figures" />`}
      </div>
    <//>`}function Mh(e,t){let n=t.trim();if(n!==""){if(e.type==="pair"||e.type==="shape"){let o=n.split(/[\s,x×]+/).filter(Boolean).map(Number);return o.some(l=>!Number.isFinite(l))?n:o.length===1&&e.type==="pair"?o[0]:o}if(e.type==="names"){let o=n.split(",").map(l=>l.trim()).filter(Boolean);return o.length===1?o[0]:o}return e.type==="integer"||e.type==="number"?Number.isFinite(Number(n))?Number(n):n:t}}var Ns=e=>e==null?"":Array.isArray(e)?e.join(", "):String(e),Ch=e=>e[0].toUpperCase()+e.slice(1).replaceAll("_"," ");function Ds({form:e,path:t,option:n,label:o,set:l}){let s=`opt-${t.join("-")}`,r=e.get(...t),a=e.fault(t),c=l||(d=>e.put(t,d)),p={id:s,required:n.required,"aria-describedby":`${s}-help ${s}-fault`,"aria-invalid":a?"true":void 0};return u`
    <div class="field ${a?"wrong":""}">
      <label for=${s}>${o||Ch(n.name)}</label>
      <${Eh} option=${n} value=${r} change=${c} common=${p} />
      <${Ar} id="${s}-fault" fault=${a} />
      ${n.help&&u`<p class="help" id="${s}-help">${n.help}</p>`}
    </div>`}function Eh({option:e,value:t,change:n,common:o}){let l=e.default===void 0?"\u2013":`${e.default} (default)`;if(e.type==="choice"||e.type==="boolean"){let s=e.type==="boolean"?["true","false"]:e.choices,r=t===void 0||s.includes(String(t));return u`
      <select ...${o} value=${Ns(t)} onChange=${a=>{let c=a.currentTarget.value;n(c===""?void 0:e.type==="boolean"?c==="true":c)}}>
        <option value="">${l}</option>
        ${!r&&u`<option value=${Ns(t)}>${Ns(t)}</option>`}
        ${s.map(a=>u`<option value=${a}>${a}</option>`)}
      </select>`}return u`<input ...${o} autocomplete="off" inputmode=${/int|num/.test(e.type)?"decimal":void 0}
    placeholder=${e.default===void 0?"":String(e.default)} value=${Ns(t)}
    onChange=${s=>n(Mh(e,s.currentTarget.value))} />`}function ha({form:e,path:t,options:n}){let o=n.filter(r=>r.required||r.type==="integer"&&r.default===void 0||e.get(...t,r.name)!==void 0||r.name==="activation"),l=n.filter(r=>!o.includes(r)),s=r=>u`<div class="grid-form">${r.map(a=>u`
    <${Ds} key=${a.name} form=${e} path=${[...t,a.name]} option=${a} />`)}</div>`;return u`
    ${o.length>0&&s(o)}
    ${l.length>0&&u`<details><summary>${l.length} more options</summary>${s(l)}</details>`}`}function Iu({form:e,path:t,kinds:n,label:o}){let l=e.get(...t),s=typeof l=="string"?l:l?.type,r=n.find(g=>g.name===s),a={name:o,type:"choice",choices:n.map(g=>g.name),help:r?.help},c={type:s,...typeof l=="object"?l:{}},p={...e,put:(g,b)=>e.put(t,Pl(c,g.slice(t.length),b))},d={...e,get:(...g)=>g.join()===t.join()?s:e.get(...g)};return n.length?u`
    <div class="layer">
      <${Ds} form=${d} path=${t} option=${a} set=${g=>e.put(t,g===void 0?void 0:{type:g})} />
      <${ha} form=${p} path=${t} options=${r?.options||[]} />
    </div>`:null}var Ph=500,Ah=(e,t)=>(e||[]).find(n=>n.name===t),Ls=(e,t)=>Ah(e,t)?.options||[],$a=e=>typeof e=="string"?e:e?.type;function Hu({spec:e,set:t,catalog:n,datasets:o,faults:l}){let s={catalog:n,get:(...c)=>Fu(e,c),put:(c,p)=>t(Pl(e,c,p)),fault:c=>l.find(p=>p.pointer===`/${c.join("/")}`)},r=(o||[]).map(c=>c.name);return u`
    <form onSubmit=${c=>c.preventDefault()} aria-label="The job as a form">
      <${Oh} form=${s} names=${r} choose=${c=>{let p=o.find(d=>d.name===c);p&&c!==e.dataset&&t(Os(p))}} />
      <${Nh} form=${s} />
      <${Lh} form=${s} names=${r} />
      <${Hh} form=${s} />
    </form>`}var dn=({form:e,under:t,options:n})=>n.map(o=>u`
  <${Ds} key=${o.name} form=${e} path=${[...t,o.name]} option=${o} label=${o.label} set=${o.set} />`);function Oh({form:e,names:t,choose:n}){let o=e.get("dataset"),{data:l}=B(o?`/v1/datasets/${encodeURIComponent(o)}`:null,{every:0}),s=(l?.columns||[]).map(c=>c.name),r={name:"target",type:"choice",choices:s,help:"The column to predict."},a=e.catalog.tasks.map(c=>c.name);return u`
    <${W} title="Data and task">
      <div class="grid-form">
        <${dn} form=${e} under=${[]} options=${[{name:"name",type:"text",help:"For people; may repeat."},{name:"dataset",type:"choice",choices:t,required:!0,set:n,help:"A new choice begins a new draft."}]} />
        <${dn} form=${e} under=${["model"]} options=${[{name:"task",type:"choice",choices:a,required:!0}]} />
        ${s.length>1&&s.length<Ph&&u`
          <${dn} form=${e} under=${["data"]} options=${[r]} />`}
        <${dn} form=${e} under=${["data"]} options=${Ls(e.catalog.sections,"data")} />
      </div>
    <//>`}function Nh({form:e}){let t=e.catalog.layers,n=e.get("model","layers")||[],o=l=>e.put(["model","layers"],l);return u`
    <${W} title="Layers" note="first to last; the last one gives the outputs">
      <ol class="layers">${n.map((l,s)=>u`
        <li class="layer ${e.fault(["model","layers",s])?"wrong":""}" key=${`${s}${$a(l)}`}>
          <${Dh} form=${e} layers=${n} i=${s} change=${o} />
          <${ha} form=${e} path=${["model","layers",s]} options=${Ls(t,$a(l))} />
        </li>`)}</ol>
      <${Xn} id="add-layer" label="Add a layer" value="" choices=${["",...t.map(l=>l.name)]}
        set=${l=>l&&o([...n,{type:l,...l==="dense"?{units:32}:{}}])} />
    <//>`}function Dh({form:e,layers:t,i:n,change:o}){let l=n+1,s=a=>{let c=[...t];[c[n],c[n+a]]=[c[n+a],c[n]],o(c)},r=(a,c,p,d)=>u`
    <button type="button" class="icon-button" aria-label=${c} disabled=${p} onClick=${d}><${rt} name=${a} /></button>`;return u`
    <div class="layer-head"><span class="ordinal">${l}</span>
      <select aria-label="Type of layer ${l}" value=${$a(t[n])}
        onChange=${a=>e.put(["model","layers",n],{type:a.currentTarget.value})}>
        ${e.catalog.layers.map(a=>u`<option value=${a.name}>${a.name}</option>`)}</select>
      ${r("up",`Move layer ${l} up`,n===0,()=>s(-1))}
      ${r("below",`Move layer ${l} down`,l===t.length,()=>s(1))}
      ${r("failed",`Remove layer ${l}`,!1,()=>o(t.filter((a,c)=>c!==n)))}
    </div>`}function Lh({form:e,names:t}){let{sections:n,optimizers:o,losses:l,schedules:s}=e.catalog,r={name:"validation_dataset",type:"choice",choices:t,help:"Instead of a split."};return u`
    <${W} title="Training">
      <div class="grid-form">
        <${dn} form=${e} under=${["training"]} options=${[...Ls(n,"training"),r]} />
      </div>
      ${[["optimizer",o],["loss",l],["schedule",s]].map(([a,c])=>u`
        <${Iu} key=${a} form=${e} path=${["training",a]} kinds=${c} label=${a} />`)}
      ${["early_stopping","regularization"].map(a=>u`
        <details key=${a} open=${!!e.get("training",a)}><summary>${a.replace("_"," ")}</summary>
          <div class="grid-form">
            <${dn} form=${e} under=${["training",a]} options=${Ls(n,a)} />
          </div></details>`)}
    <//>`}var Rh={name:"device",type:"choice",choices:["cpu","gpu"],default:"cpu"},Fh=[{name:"min",label:"Slots, at least",type:"integer",default:1,help:"It starts with at least these."},{name:"max",label:"Slots, at most",type:"integer",default:1,help:"It is widened up to these; the result stays the same."}],jh={name:"max_runtime_s",label:"Run time, at most",type:"number",help:"Seconds of running, then it ends."},Ih={name:"priority",type:"integer",default:0,help:"Orders your own jobs only."},Hh=({form:e})=>u`
  <${W} title="Resources">
    <div class="grid-form">
      <${dn} form=${e} under=${["resources"]} options=${[Rh]} />
      <${dn} form=${e} under=${["resources","slots"]} options=${Fh} />
      <${dn} form=${e} under=${["resources"]} options=${[jh]} />
      <${dn} form=${e} under=${[]} options=${[Ih]} />
    </div>
  <//>`;var Uh=450;function Uu({params:e}){let t=B("/v1/catalog",{every:0}),n=B("/v1/datasets?limit=200",{every:0}),[o,l]=A(null),s=n.data?.data;ce(()=>{if(o!==null||!s)return;let d=$=>l(JSON.stringify($,null,2)),g=s.find($=>$.name===e.dataset||$.id===e.dataset),b=()=>d(Os(g||s.find($=>$.state==="ready")));e.from?Eo(`/v1/jobs/${encodeURIComponent(e.from)}`).then($=>d($.spec)).catch(b):b()},[s]);let r=null,a=null;try{r=o===null?null:JSON.parse(o)}catch(d){a=d}let c=Wh(o,r),p=te("POST","/v1/jobs",r||"@job.json");return u`
    <${Oe} title="New job" crumb=${u`<a href=${Q(["jobs"])}>Jobs</a>`}
      lead="The form and the text are one: change either." actions=${u`<${ae} command=${p} />`}>
      <${se} error=${t.error||n.error} />
      ${o===null&&!n.error&&u`<${We} what="the catalog" />`}
      ${o!==null&&u`
        <div class="submit">
          <div>${r&&typeof r=="object"&&t.data?u`<${Hu} spec=${r} set=${d=>l(JSON.stringify(d,null,2))}
                catalog=${t.data} datasets=${s} faults=${c.faults} />`:u`<${W} title="Form"><p class="quiet">${a?"It follows when the text is JSON again.":"Loading the catalog\u2026"}</p><//>`}</div>
          <div class="aside">
            <${ju} verdict=${c} />
            <${qh} spec=${r} blocked=${!r||c.faults.length>0} />
            <${zh} text=${o} setText=${l} broken=${a} />
          </div>
        </div>`}
    <//>`}function zh({text:e,setText:t,broken:n}){return u`
    <${W} title="As JSON" class="editor">
      <div class="field ${n?"wrong":""}"><label class="hidden" for="spec-text">The job as JSON</label>
        <textarea id="spec-text" class="code" spellcheck="false" value=${e}
          aria-describedby="spec-fault" aria-invalid=${n?"true":void 0}
          onInput=${o=>t(o.currentTarget.value)}></textarea>
        <p class="fault" id="spec-fault" role="alert">${n?n.message:""}</p></div>
    <//>`}function Wh(e,t){let[n,o]=A({faults:[]});return ce(()=>{if(!t){o({faults:[]});return}let l=new AbortController;o(r=>({...r,busy:!0}));let s=setTimeout(async()=>{try{let r=await Ge("POST","/v1/jobs?dry_run=true",{body:t,signal:l.signal});o({quote:r,faults:r.errors||[]})}catch(r){if(r.name==="AbortError")return;let a=r instanceof Kt?r.errors:[];o({error:a.length?null:r,faults:a})}},Uh);return()=>{clearTimeout(s),l.abort()}},[e]),n}function qh({spec:e,blocked:t}){let[n,o]=A(!1);async function l(){o(!0);try{let s=await Ge("POST","/v1/jobs",{body:e});Ae(`${s.name||s.id} is submitted.`),Dn(["jobs",s.id])}catch(s){Ae(s.message,"bad"),o(!1)}}return u`
    <p class="go"><button class="primary wide" disabled=${t||n} onClick=${l}>
      ${n?"Submitting\u2026":"Submit the job"}</button></p>`}var zu="/v1/tenants?limit=200",Vh=["university","sme","individual","enterprise","public"];function Gh(e){let t=new Set(e.flatMap(l=>[l.id,l.name])),n=[],o=(l,s)=>e.filter(r=>l?[l.id,l.name].includes(r.parent):!r.parent||!t.has(r.parent)).sort((r,a)=>r.name<a.name?-1:1).forEach(r=>{n.push({...r,depth:s}),s<16&&o(r,s+1)});return o(null,0),n}function Wu(){let{data:e,error:t,reload:n}=B(zu,{every:2e4}),o=Pe(ze),l=Gh(e?.data||[]);return u`
    <${Oe} title="Tenants" actions=${u`<${ae} command=${te("GET",zu)} />`}>
      <${se} error=${!e&&t} retry=${n} />
      ${!e&&!t&&u`<${We} what="tenants" />`}
      ${e&&!l.length&&u`
        <${ut} title="No tenants" command=${te("POST","/v1/tenants",{name:"biology",category:"university"})} />`}
      ${l.length>0&&u`
        <table class="list tenants-table"><${mt} columns=${["Tenant","Category","Weight#","(Its jobs)"]} />
          <tbody>${l.map(s=>u`
            <tr key=${s.id}>
              <th scope="row"><span class="depth-${Math.min(s.depth,4)}">
                <a href=${Q(["tenants",s.id])}><${_t} name=${s.name} /></a></span></th>
              <td data-label="Category">${s.category||"\u2013"}</td><td data-label="Weight" class="n">${s.weight??1}</td>
              <td class="n"><a href=${Q(["jobs"],{tenant:s.id})}>Jobs<span class="hidden"> of ${s.name}</span></a></td></tr>`)}</tbody></table>`}
      ${o?.role==="admin"&&u`<${Bh} names=${l.map(s=>s.name)} done=${n} />`}
    <//>`}function Bh({names:e,done:t}){let[n,o]=A(!1),l=wn({name:"",category:"",weight:"1",parent:""},async s=>{let r={name:s.name,weight:Qn(s.weight)};s.category&&(r.category=s.category),s.parent&&(r.parent=s.parent),await Ge("POST","/v1/tenants",{body:r}),Ae(`Tenant ${s.name} is there.`),o(!1),t()});return n?u`
    <form class="panel form" onSubmit=${l.submit} aria-label="New tenant">
      <h2>New tenant</h2>
      <div class="grid-form">
        <${kt} form=${l} name="name" label="Name" />
        <${kt} form=${l} name="category" label="Category" choices=${["",...Vh]} />
        <${kt} form=${l} name="weight" label="Weight" type="number" help="Its part of what is free, against its siblings." />
        <${kt} form=${l} name="parent" label="Under" choices=${["",...e]} />
      </div>
      <${se} error=${l.rest} />
      <${fn} leave=${()=>o(!1)} send="Add tenant" busy=${l.busy} />
    </form>`:u`<p><button onClick=${()=>o(!0)}>Add a tenant</button></p>`}var Al=30,Jh=864e5,qu=e=>(e.cpu_slot_seconds||0)+(e.gpu_slot_seconds||0);function Yh(e){let t=new Map((e.data||[]).map(o=>[o.day,o])),n=e.to?Date.parse(`${e.to}T00:00:00Z`):Date.now();return Array.from({length:Al},(o,l)=>{let s=new Date(n-(Al-1-l)*Jh).toISOString().slice(0,10);return{day:s,used:qu(t.get(s)||{})}})}function Vu({path:e}){let t=`${e}/usage?by=day`,{data:n}=B(t,{every:3e4});if(!n)return null;let o=Yh(n),l=Math.max(...o.map(c=>c.used)),s=n.total||{},r=o.filter(c=>c.used>0).length,a=l>0?`${Te(qu(s))} of slot time on ${be(r,"day")}, ${Kn(s.credits)} credits.`:`Nothing in the last ${Al} days.`;return u`
    <${W} title="Use" note="last ${Al} days" actions=${u`<${ae} command=${te("GET",t)} />`}>
      <p>${a}</p>
      ${l>0&&u`
        <div class="days" aria-hidden="true">${o.map(c=>u`
          <div key=${c.day} title="${c.day}: ${Te(c.used)}"><i style=${{height:`${100*c.used/l}%`}}></i></div>`)}</div>
        <p class="days-ends quiet" aria-hidden="true"><span>${o[0].day}</span><span>${o[Al-1].day}</span></p>
        <details><summary>Use as a table</summary>
          <table class="tight"><${mt} columns=${["Day","Slot time#"]} />
            <tbody>${o.filter(c=>c.used>0).map(c=>u`
              <tr key=${c.day}><th scope="row">${c.day}</th><td class="n">${Te(c.used)}</td></tr>`)}</tbody></table></details>`}
    <//>`}var Gu=["member","viewer","owner"],Bu=[["","never"],[String(7*86400),"in a week"],[String(90*86400),"in 90 days"],[String(365*86400),"in a year"]],Ju=e=>e?.role==="admin"||e?.role==="owner";function Yu({path:e}){let{data:t,error:n,reload:o}=B(`${e}/users?limit=200`),l=Pe(ze),[s,r]=A(!1),[a,c]=A(null),p=t?.data||[];return u`
    <${W} title="Users" actions=${u`<${ae} command=${te("GET",`${e}/users`)} />`}>
      <${se} error=${!t&&n} />
      ${t&&!p.length&&u`<p class="quiet">Nobody yet.</p>`}
      <ul class="users">${p.map(d=>u`
        <li key=${d.id}><div><b>${d.name}</b> <span class="quiet">${d.role}</span></div>
          ${Ju(l)&&u`<button class="small" aria-expanded=${String(a===d.id)}
            onClick=${()=>c(a===d.id?null:d.id)}>New token<span class="hidden"> for ${d.name}</span></button>`}
          ${a===d.id&&u`<${Kh} user=${d} />`}</li>`)}</ul>
      ${Ju(l)&&(s?u`<${Qh} path=${e} done=${d=>{r(!1),d&&o()}} />`:u`<p><button class="small" onClick=${()=>r(!0)}>Add a user</button></p>`)}
    <//>`}function Qh({path:e,done:t}){let n=wn({name:"",role:Gu[0]},async o=>{await Ge("POST",`${e}/users`,{body:o}),Ae(`${o.name} is a ${o.role} now.`),t(!0)});return u`
    <form class="form" onSubmit=${n.submit} aria-label="New user">
      <div class="grid-form">
        <${kt} form=${n} name="name" label="Name" />
        <${kt} form=${n} name="role" label="Role" choices=${Gu} />
      </div>
      <${se} error=${n.rest} />
      <${fn} leave=${()=>t(!1)} send="Add user" busy=${n.busy} />
    </form>`}function Kh({user:e}){let[t,n]=A(null),[o,l]=A(Bu[2][0]),s=wn({name:"dashboard"},async({name:r})=>{let a=o?{name:r,expires_in_s:Number(o)}:{name:r};n((await Ge("POST",`/v1/users/${e.id}/tokens`,{body:a})).token)});return ce(()=>{document.getElementById("field-name")?.focus()},[]),t?u`
      <div class="secret"><p role="status">This is the only time the token is shown. Give it to ${e.name}:</p>
        <${bn} text=${t} /></div>`:u`
    <form class="secret" onSubmit=${s.submit} aria-label="New token for ${e.name}">
      <div class="grid-form">
        <${kt} form=${s} name="name" label="What it is for" />
        <div class="field"><label for="token-life">It expires</label>
          <select id="token-life" value=${o} onChange=${r=>l(r.currentTarget.value)}>
            ${Bu.map(([r,a])=>u`<option value=${r}>${a}</option>`)}</select></div>
      </div>
      <${se} error=${s.rest} />
      <button class="primary small" disabled=${s.busy}>Make the token</button>
    </form>`}function Ku({id:e}){let t=`/v1/tenants/${encodeURIComponent(e)}`,{data:n,error:o,reload:l}=B(t),s=B(`${t}/quota`),r=Pe(ze);if(!n&&o?.status===404)return u`<${pn} what="tenant" />`;let a=n?.name||e;return u`
    <${Oe} title=${a} crumb=${u`<a href=${Q(["tenants"])}>Tenants</a>`}
      lead=${n&&u`<${_t} name=${n.name} /> <span>${n.category||""}</span>`}
      actions=${u`<a class="button" href=${Q(["jobs"],{tenant:a})}>Jobs</a><${ae} command=${te("GET",t)} />`}>
      <${se} error=${!n&&o} retry=${l} />
      ${!n&&!o&&u`<${We} what="the tenant" />`}
      ${n&&u`
        <div class="two">
          <${W} title="Place">
            <${At} rows=${[["Under",n.parent||"the root"],["Weight",n.weight],["Category",n.category],["Id",u`<code>${n.id}</code>`]]} />
          <//>
          <${Yu} path=${t} />
        </div>
        <${Vu} path=${t} />`}
      ${s.data&&(r?.role==="admin"?u`<${Zh} key=${n?.id} path=${`${t}/quota`} name=${a}
            quota=${s.data} etag=${s.etag} done=${s.reload} />`:u`<${e$} quota=${s.data} />`)}
    <//>`}var js=[["cpu_slots/guarantee","CPU guarantee","slots","Comes back at once when the tenant wants it."],["cpu_slots/max","CPU maximum","slots","Never more than this, even when slots are free."],["gpu_slots/guarantee","GPU guarantee","slots"],["gpu_slots/max","GPU maximum","slots"],["max_running_jobs","Running jobs at most"],["max_queued_jobs","Queued jobs at most"],["storage_bytes","Storage","bytes"],["job_memory_bytes","Memory of one job","bytes"],["job_runtime_s","Run time of one job","seconds"]],Fs=(e,t)=>t.split("/").reduce((n,o)=>n?.[o],e),Rs=e=>Object.fromEntries(js.map(([t])=>[t,Fs(e,t)==null?"":String(Fs(e,t))]));function Qu(e){let t={};for(let[n]of js){let o=e[n].trim(),l=n.split("/"),s=l.pop(),r=l.reduce((a,c)=>a[c]||={},t);r[s]=o===""?null:Qn(o)}return t}function Zh({path:e,quota:t,etag:n,name:o,done:l}){let s=wn(Rs(t),async a=>{await Zt("PUT",e,{body:Qu(a),headers:n?{"If-Match":n}:{}}),Ae(`The quota of ${o} is set.`),l()}),r=JSON.stringify(s.values)===JSON.stringify(Rs(t));return ce(()=>{!s.busy&&!s.error&&s.reset(Rs(t))},[JSON.stringify(t)]),u`
    <form class="panel form" onSubmit=${s.submit} aria-label="Quota">
      <div class="panel-head"><h2>Quota</h2><p class="quiet">empty means no limit</p>
        <div class="actions"><${ae} command=${te("PUT",e,Qu(s.values))} /></div></div>
      <div class="grid-form">${js.map(([a,c,p,d])=>u`
        <${kt} key=${a} form=${s} name=${a} label=${c} unit=${p}
          help=${d||Xh(a,s.values[a])} type="number" placeholder=${a.endsWith("guarantee")?"0":"no limit"} />`)}</div>
      <${se} error=${s.rest} />
      <div class="actions"><button type="button" disabled=${r} onClick=${()=>s.reset(Rs(t))}>Undo changes</button>
        <button class="primary" disabled=${r||s.busy}>Set quota</button></div>
    </form>`}function Xh(e,t){let n=Number(t);return t===""||!Number.isFinite(n)?"":e.endsWith("_bytes")&&n>=1024?Ke(n):e.endsWith("_s")&&n>=60?Te(n):""}function e$({quota:e}){let t=(n,o)=>n.endsWith("_bytes")?Ke(o):n.endsWith("_s")?Te(o):z(o);return u`
    <${W} title="Quota">
      <${At} rows=${js.map(([n,o])=>[o,Fs(e,n)==null?"no limit":t(n,Fs(e,n))])} />
    <//>`}var t$=[["/","focus the filter of the job list"],["j k","next and previous job of the list"],["Enter","open it"],["?","this help"]];function Zu(){let[e,t]=A(!1),n=je();return ce(()=>{let o=l=>{l.key==="?"&&!/INPUT|TEXTAREA|SELECT/.test(l.target.tagName)&&t(!0)};return window.addEventListener("keydown",o),()=>window.removeEventListener("keydown",o)},[]),ce(()=>{e&&n.current.showModal()},[e]),e?u`
    <dialog ref=${n} aria-labelledby="keys-title" onClose=${()=>t(!1)}>
      <h2 id="keys-title">Keys</h2>
      <dl class="keys">${t$.map(([o,l])=>u`
        <div><dt>${o.split(" ").map(s=>u`<kbd>${s}</kbd> `)}</dt><dd>${l}</dd></div>`)}</dl>
      <form method="dialog"><button autofocus>Close</button></form>
    </dialog>`:null}var n$={overview:[qi],jobs:[Su,Cu],models:[Eu,Lu],datasets:[Ru,Nu],tenants:[Wu,Ku],submit:[Uu],compare:[wu]},o$=[["overview","Overview"],["jobs","Jobs"],["models","Models"],["datasets","Datasets"],["tenants","Tenants"]];function l$({parts:e,params:t}){let[n="overview",o]=e,[l,s]=n$[n]||[],r=o?s:l;return r?u`<${r} key=${e.join("/")} id=${o} params=${t} />`:u`<${pn} what="page" />`}function s$({current:e}){return u`
    <nav class="menu" aria-label="Pages">
      <ul>${o$.map(([t,n])=>u`
        <li><a href=${Q([t])} aria-current=${e===t?"page":void 0}>
          <${rt} name=${t} size="20" /><span>${n}</span></a></li>`)}</ul>
    </nav>`}function r$(){let e=Pe(ze)||{};return u`
    <div class="who">
      <p><b>${e.name}</b><span class="quiet">${[e.role,e.tenant].filter(Boolean).join(" \xB7 ")}</span></p>
      <${es} />
      <button class="icon-button" aria-label="Log out" title="Log out" onClick=${()=>dl("",!1)}>
        <${rt} name="out" /></button>
    </div>`}function a$(){let e=Pe(Mo),t=St(1e3),n=!e.ok&&t-e.since>1500;return u`
    <div class="stale" role="status" aria-live="polite" hidden=${!n}>
      ${n&&u`<${rt} name="warn" /><span>Connection lost: ${e.reason}. You see the state of
        ${" "}${Ue(e.since)}, ${Te(Math.round((t-e.since)/1e4)*10||2)} ago. Trying again…</span>`}
    </div>`}function i$(){let e=Pe(Nn),t=Pe(ze),n=Ti();return ce(()=>{if(!e){ls(),Ci();return}let o=!1,l=()=>Eo("/v1/me").then(s=>{o||(ze.set(s),Er())}).catch(()=>!o&&Nn.get()&&setTimeout(l,2e3));return l(),()=>{o=!0}},[e]),e?u`
    <a class="skip" href="#main" onClick=${o=>{o.preventDefault(),document.querySelector("h1")?.focus()}}>Skip to the content</a>
    <div class="shell">
      <aside class="side">
        <a class="brand" href=${Q(["overview"])} aria-label="Allot, overview"><${Ql} /><span>Allot</span></a>
        <${s$} current=${n.parts[0]||"overview"} />
        <${r$} />
      </aside>
      <main id="main">
        <${a$} />
        ${t?l$(n):u`<p class="waiting">Loading…</p>`}
      </main>
    </div>
    <${Zu} />
    <${kr} />`:u`<${Ai} /><${kr} />`}$r(u`<${i$} />`,document.getElementById("app"));
