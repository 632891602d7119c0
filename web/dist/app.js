var xe,Ja,Cf,Pn,ar,Vl,Ya,zl,Qa,cr,ir,Ef,al=Symbol.for("pv"),Gl={},Bl=[],Pf=/^m(i|n|o|s|text|space)$/,ur=Array.isArray,fr=Bl.slice,Yn=Object.assign;function Jn(e){e&&e.parentNode&&e.remove()}function Ka(e,t,n){var o,l,s,r={},i=arguments.length;for(s in t)s=="key"?o=t[s]:s=="ref"&&typeof e!="function"?l=t[s]:r[s]=t[s];return i>2&&(r.children=i>3?fr.call(arguments,2):n),rl(e,r,o,l,null)}function rl(e,t,n,o,l){var s={type:e,props:t,key:n,ref:o,__k:null,__:null,__b:0,__e:null,__c:null,constructor:al,__v:l||++Ja,__i:-1,__u:0};return!l&&xe.vnode&&xe.vnode(s),s}function il(e){return e.children}function Wl(e,t){this.props=e,this.context=t,this.__g=0}function An(e,t){if(t==null)return e.__&&An(e.__,e.__i+1);for(var n;t<e.__k.length;t++)if((n=e.__k[t])&&n.__e)return n.__e;return typeof e.type!="function"||e.props.__P?null:An(e)}function Af(e){var t,n=e.__v,o=n.__e,l=[],s=[],r=e.__P;r&&((t=Yn({constructor:al},n)).__v=n.__v+1,xe.vnode&&xe.vnode(t),mr(r,t,n,e.__n,r.namespaceURI,32&n.__u?[o]:null,l,o||An(n),32&n.__u,s),t.__v=n.__v,t.__.__k[t.__i]=t,oi(l,t,s),n.__=n.__e=null,t.__e!=o&&Za(t))}function Za(e){if((e=e.__)&&e.__c&&!e.props.__P)return e.__e=null,e.__k.some(function(t){return t&&(e.__e=t.__e)}),Za(e)}function Ga(e){(8&e.__g||(e.__g|=8,Pn.push(e),Vl++))&&ar==xe.debounceRendering||((ar=xe.debounceRendering)||queueMicrotask)(Xa)}function Xa(){try{for(var e,t=1;Pn.length;)Pn.length>t&&Pn.sort(Ya),e=Pn.shift(),t=Pn.length,8&e.__g&&Af(e)}finally{(Vl=Pn.length)&&(ar||queueMicrotask)(Xa)}}function ei(e,t,n,o,l,s,r,i,c,p,d){var g,b,$,w,C,T,M=o.__k||Bl,v=t.length;for(c=Nf(n,t,M,c,v),g=0;g<v;g++)($=n.__k[g])!=null&&(b=~$.__i&&M[$.__i]||Gl,$.__i=g,T=mr(e,$,b,l,s,r,i,c,p,d),w=$.__e,(b.ref!=$.ref||8&b.__u)&&(b.ref&&pr(b.ref,null,$,b),$.ref&&d.push($.ref,$.__c||w,$)),C=C||w,4&$.__u?(c=ti($,c,e,!b.__v),b.__e&&(b.__e=null)):typeof $.type=="function"&&T!==void 0?c=T:w&&(c=w.nextSibling),$.__u&=-21);return n.__e=C,c}function Nf(e,t,n,o,l){var s,r,i,c,p,d,g,b,$,w=n.length,C=w,T=0,M=0,v=e.__k=Array(l);for(s=0;s<l;s++)(r=t[s])!=null&&typeof r!="boolean"&&typeof r!="function"?(typeof r!="object"||r.constructor===String?r=v[s]=rl(null,r):ur(r)?r=v[s]=rl(il,{children:r}):r.constructor===al&&r.__b?r=v[s]=rl(r.type,r.props,r.key,r.ref,r.__v):v[s]=r,c=s+T,r.__=e,r.__b=e.__b+1,i=null,~(p=r.__i=Of(r,n,c,C))&&(C--,(i=n[p])&&(i.__u|=2)),i&&i.__v?(r.__u|=16,p==c-1?T--:p==c+1?T++:p!=c&&(p>c?T--:T++,M=1)):(~p||(l>w?T--:l<w&&T++),typeof r.type!="function"&&(r.__u|=4))):v[s]=null;if(M){for(d=[],g=[],s=0;s<l;s++)if((r=v[s])&&16&r.__u){for(T=0,b=d.length;T<b;)d[$=T+b>>1]<r.__i?T=$+1:b=$;d[T]=r.__i,g[s]=T+1}for(T=d.length;s--;)g[s]&&(g[s]==T?T--:v[s].__u|=4)}if(C)for(s=0;s<w;s++)!(i=n[s])||2&i.__u||(i.__e==o&&(o=An(i)),dr(i,i));return o}function ti(e,t,n,o){var l,s,r,i;if(typeof e.type=="function"){if(e.props.__P)return t;if(l=e.__k)for(s=0;s<l.length;s++)l[s]&&(l[s].__=e,t=ti(l[s],t,n,!1));return t}for(t&&!t.parentNode&&(t=An(e))&&!t.parentNode&&(t=null),r=e.__e,i=t;i&&i.nodeType==8;)i=i.nextSibling;for(r!=i&&(!o&&n.moveBefore&&r.parentNode?n.moveBefore(r,t):n.insertBefore(r,t||null)),t=r;(t=t&&t.nextSibling)&&t.nodeType==8&&!t.data.startsWith("$s"););return t}function Of(e,t,n,o){var l,s=e.key,r=e.type,i=t[n],c=i&&!(2&i.__u);if(i===null&&s==null||c&&s==i.key&&r==i.type)return n;if(o>(c?1:0)){for(l=n-1;l>=0;l--)if((i=t[l])&&!(2&i.__u)&&s==i.key&&r==i.type)return l;for(l=n+1;l<t.length;l++)if((i=t[l])&&!(2&i.__u)&&s==i.key&&r==i.type)return l}return-1}function Ba(e,t,n){n==null&&(n=""),t[0]=="-"?e.setProperty(t,n):e[t]=n}function Ul(e,t,n,o,l){var s,r;if(t=="style")if(typeof n=="string")e.style.cssText=n;else{if(typeof o=="string"&&(e.style.cssText=o=""),o)for(t in o)n&&t in n||Ba(e.style,t);if(n)for(t in n)o&&n[t]==o[t]||Ba(e.style,t,n[t])}else if(t[0]=="o"&&t[1]=="n")typeof n!="function"&&(n=null),typeof o!="function"&&(o=null),(e.__e||(e.__e={}))[t]=n,n&&o||(r=ir[t]||(ir[t]=Df(t)),(e.__a||(e.__a={}))[t]=cr,s=t!=(t=t.replace(Qa,"$1")),(t=t.slice(2))[0]<"a"&&(t=t.toLowerCase()),n?e.addEventListener(t,r,s):e.removeEventListener(t,r,s));else{if(l=="http://www.w3.org/2000/svg")t=t.replace(/xlink(H|:h)/,"h").replace(/sName$/,"s");else if(t!="width"&&t!="height"&&t!="href"&&t!="list"&&t!="form"&&t!="tabIndex"&&t!="download"&&t!="rowSpan"&&t!="colSpan"&&t!="role"&&t!="popover"&&t in e)try{return void(e[t]=n??"")}catch{}if(typeof n=="function")return;n==null||n===!1&&t[4]!="-"?e.removeAttribute(t):e.setAttribute(t,t=="popover"&&n==1?"":n)}}function Df(e){return function(t){var n=this.__e;if(n){if(n=n[e],t[zl]==null)t[zl]=cr++;else if(t[zl]<this.__a[e])return;return n(xe.event?xe.event(t):t)}}}function mr(e,t,n,o,l,s,r,i,c,p){var d,g,b,$,w,C,T,M,v,A,k,ee,F,Z,N,J,G,P,Y=t.type;if(t.constructor!==al)return null;128&n.__u&&(c=32&n.__u,d=n.__c.__z)&&(t.__u|=c,g=s=[],d.nodeType==8?i=ql(d,s):s.push(d),i=s[0]||i),(d=xe.__b)&&d(t);e:if(typeof Y=="function"){b=r.length;try{if(M=t.props,v=(d=Y.prototype)&&d.render,A=(d=Y.contextType)&&o[d.__c],k=d?A?A.props.value:d.__:o,($=n.__c)?(t.__c=$,2&$.__g&&($.__g|=1)):(v?t.__c=$=new Y(M,k):(t.__c=$=new Wl(M,k),$.constructor=Y,$.render=Rf),A&&A.sub($),$.state||($.state={}),$.__n=o,$.__g|=8,$.__h=[],$.__k=[]),v&&($.__s||($.__s=$.state),Y.getDerivedStateFromProps&&($.__s==$.state&&($.__s=Yn({},$.__s)),Yn($.__s,Y.getDerivedStateFromProps(M,$.__s)))),w=$.props,C=$.state,$.__v=t,n.__c){if(M!==w&&v&&!Y.getDerivedStateFromProps&&$.componentWillReceiveProps&&$.componentWillReceiveProps(M,k),t.__v==n.__v&&!(8&$.__g)||!(4&$.__g)&&$.shouldComponentUpdate&&$.shouldComponentUpdate(M,$.__s,k)===!1){t.__v!=n.__v&&($.props=M,$.state=$.__s,$.__g&=-9),t.__e=n.__e,t.__k=n.__k,t.__k.some(function(L){L&&(L.__=t)}),Bl.push.apply($.__h,$.__k),$.__k=[],$.__h.length&&r.push($),i=An(n);break e}$.componentWillUpdate&&$.componentWillUpdate(M,$.__s,k),v&&$.componentDidUpdate&&$.__h.push(function(){$.componentDidUpdate(w,C,T)})}else v&&!Y.getDerivedStateFromProps&&$.componentWillMount&&$.componentWillMount(),v&&$.componentDidMount&&$.__h.push($.componentDidMount);$.context=k,$.props=M,$.__P=e,$.__g&=-5,ee=xe.__r,F=v?25:0;do $.__g&=-9,ee&&ee(t),d=$.render($.props,$.state=$.__s,$.context);while(8&$.__g&&++F<25);v&&(Bl.push.apply($.__h,$.__k),$.__k=[]),$.state=$.__s,$.getChildContext&&(o=Yn({},o,$.getChildContext())),v&&n.__c&&$.getSnapshotBeforeUpdate&&(T=$.getSnapshotBeforeUpdate(w,C)),Z=d&&d.type===il&&d.key==null?d.props.children:d,M.__P&&(d=i,l=(e=M.__P).namespaceURI,c=s=null,n.props&&n.props.__P!=e&&(n.__k.some(function(L){L&&dr(L,L)}),n.__k=null),i=n.__k?An(n,0):null),i=ei(e,ur(Z)?Z:[Z],t,n,o,l,s,r,i,c,p),M.__P&&(t.__e=null,i=d),t.__u&=-161,g&&g.some(Jn),$.__h.length&&r.push($),1&$.__g&&($.__g&=-4)}catch(L){if(r.length=b,t.__v=null,c||s)if(L&&L.then){if(t.__u|=128|c,s){for(~(G=s.indexOf(i||void 0))||(G=s.length);(P=s[G-1])&&P.nodeType==8;)G--;for(;G<s.length;G++)if(P=s[G])if(s[G]=null,N){if(P==J)break}else{if(P.nodeType!=8)break;P.data.startsWith("$s")&&(J=ql(N=P))}}if(!N){for(;i&&i.nodeType==8&&i.nextSibling;)i=i.nextSibling;N=i}(d=ql(N=t.__c.__z||(t.__c.__z=N)))?(t.__e=N,i=d):t.__e=i,i=i&&i.nextSibling}else s&&s.some(Jn);else t.__e=n.__e;t.__k||(t.__k=n.__k||[]),L&&L.then||ni(t),xe.__e(L,t,n)}}else i=t.__e=Lf(n.__e,t,n,o,l,s,r,c,p,e);return(d=xe.diffed)&&d(t),i}function ql(e,t){if(e&&e.nodeType==8&&e.data.startsWith("$s"))for(var n=1;e=e.nextSibling;){if(e.nodeType==8){if(e.data.startsWith("$s"))n++;else if(e.data.startsWith("/$s")&&!--n)return e}t&&t.push(e)}}function ni(e){e&&(e.__c&&(e.__c.__g|=4),e.__k&&e.__k.some(ni))}function oi(e,t,n){for(var o=0;o<n.length;)pr(n[o++],n[o++],n[o++]);xe.__c&&xe.__c(t,e),e.some(function(l){try{e=l.__h,l.__h=[],e.some(function(s){s.call(l)})}catch(s){xe.__e(s,l.__v)}})}function Lf(e,t,n,o,l,s,r,i,c,p){var d,g,b,$,w,C,T,M,v=n.props||Gl,A=t.props,k=t.type;if(k=="svg"?l="http://www.w3.org/2000/svg":k=="math"?l="http://www.w3.org/1998/Math/MathML":l||(l="http://www.w3.org/1999/xhtml"),s){for(d=0;d<s.length;d++)if((w=s[d])&&(k?w.localName==k:w.nodeType==3)){e=w,s[d]=null;break}}if(!e){if(M=p.ownerDocument||document,!k)return M.createTextNode(A);e=M.createElementNS(l,k,A.is?A:p),i&&(xe.__m&&xe.__m(t,s),i=!1),s=null}if(k){if(p=k=="template"&&e.content||e,s=k=="textarea"&&A.defaultValue!=null?null:s&&fr.call(p.childNodes),!i&&s)for(v={},d=0;d<e.attributes.length;d++)v[(w=e.attributes[d]).name]=w.value;for(d in v)w=v[d],d=="dangerouslySetInnerHTML"?b=w:d=="children"||d in A||d=="value"&&"defaultValue"in A||d=="checked"&&"defaultChecked"in A||Ul(e,d,null,w,l);for(d in A)w=A[d],d=="children"?$=w:d=="dangerouslySetInnerHTML"?g=w:d=="value"?C=w:d=="checked"?T=w:i&&typeof w!="function"||v[d]===w||Ul(e,d,w,v[d],l);g?(i||b&&(g.__html==b.__html||g.__html==e.innerHTML)||(e.innerHTML=g.__html),t.__k=[]):(b&&(e.textContent=""),(k=="foreignObject"||l=="http://www.w3.org/1998/Math/MathML"&&Pf.test(k))&&(l="http://www.w3.org/1999/xhtml"),ei(p,ur($)?$:[$],t,n,o,l,s,r,s?s[0]:n.__k&&An(n,0),i,c),s&&s.some(Jn)),i&&k!="textarea"||(d="value",k=="progress"&&C==null?e.removeAttribute(d):C==null||C===e[d]&&(k!="progress"||C)||Ul(e,d,C,v[d],l),d="checked",T!=null&&T!=e[d]&&Ul(e,d,T,v[d],l))}else v===A||i&&e.data==A||(e.data=A);return e}function pr(e,t,n,o){try{typeof e=="function"?t?t.__x=e(t)||1:o&&(o=o.__c||o.__e)&&(t=o.__x)&&(o.__x=null,typeof t=="function"?t():e(null)):e.current=t}catch(l){xe.__e(l,n)}}function dr(e,t,n){var o,l,s,r;if(xe.unmount&&xe.unmount(e),!(o=e.ref)||o.current&&o.current!=e.__e||pr(o,null,t,e),o=e.__c){if(o.componentWillUnmount)try{o.componentWillUnmount()}catch(i){xe.__e(i,t)}o.__P=o.__n=null}if(o=e.__k)for(r=0;r<o.length;r++)o[r]&&dr(o[r],t,typeof e.type!="function"||n&&!e.props.__P);!n&&(o=e.__c)&&(o=o.__z)&&(l=ql(o,s=[]))&&(o==e.__e&&s.some(Jn),Jn(l),Jn(o)),n||Jn(e.__e),e.__e=e.__c=e.__=null}function Rf(e,t,n){return this.constructor(e,n)}function hr(e,t){var n,o,l,s;xe.__&&xe.__(e,t),t.nodeType==9&&(t=t.documentElement),o=(n=e&&32&e.__u)?null:t.__k,t.__k=rl(il,{children:[e]}),l=[],s=[],mr(t,t.__k,o||Gl,Gl,t.namespaceURI,o?null:t.firstChild?fr.call(t.childNodes):null,l,o?o.__e:t.firstChild,n,s),oi(l,t.__k,s),t.__k.props.children=null}xe={__e:function(e,t,n,o){for(var l,s,r;t=t.__;)if((l=t.__c)&&!(1&l.__g)){l.__g|=4;try{if((r=(s=l.constructor)&&s.getDerivedStateFromError)&&l.setState(s.getDerivedStateFromError(e)),l.componentDidCatch&&(l.componentDidCatch(e,o||{}),r=1),r&&8&l.__g)return void(l.__g|=2)}catch(i){e=i}}throw Vl=0,e}},Ja=0,Cf=function(e){return e!=null&&e.constructor===al},Wl.prototype.setState=function(e,t){var n=this.__s;n&&n!=this.state||(n=this.__s=Yn({},this.state)),typeof e=="function"&&(e=e(Yn({},n),this.props)),e&&(Yn(n,e),this.__v&&(t&&this.__k.push(t),Ga(this)))},Wl.prototype.forceUpdate=function(e){this.__v&&(this.__g|=4,e&&this.__h.push(e),Ga(this))},Wl.prototype.render=il,Pn=[],Vl=0,Ya=function(e,t){return e.__v.__b-t.__v.__b},zl=Symbol(),Qa=/(PointerCapture)$|Capture$/i,cr=0,ir={},Ef=0;var ul,Qe,$r,li,gr=Object.is,Jl=0,pi=[],_r=[],Ve=xe,si=Ve.__b,ri=Ve.__r,ai=Ve.diffed,ii=Ve.__c,ci=Ve.unmount,ui=Ve.__;function yr(e,t){Ve.__h&&Ve.__h(Qe,e,Jl||t),Jl=0;var n=Qe.__H||(Qe.__H={__:[],__h:[]});return e>=n.__.length&&n.__.push({}),n.__[e]}function D(e){return Jl=1,Ff(hi,e)}function Ff(e,t,n){var o=yr(ul++,2);if(o.t=e,!o.__c&&(o.__=[n?n(t):hi(void 0,t),function(s){var r=(o.__N||o.__)[0],i=o.t(r,s);gr(r,i)||(o.__N=[i,o.__[1]],o.__c.setState({}))}],o.__c=Qe,!Qe.__f)){Qe.__f=!0;var l=Qe.shouldComponentUpdate;Qe.shouldComponentUpdate=function(s,r,i){var c=this.__H;if(!c)return!0;var p=!1,d=this.props!=s;if(c.__.some(function(b){b.__N&&(p=!0,gr(b.__[0],b.__N[0])||(d=!0))}),l){var g=l.call(this,s,r,i);return p?g||d:g}return!p||d}}return o.__}function ce(e,t){var n=yr(ul++,3);!Ve.__s&&di(n.__H,t)&&(n.__P=!0,n.__=e,n.u=t,Qe.__H.__h.push(n))}function Ue(e){return Jl=5,To(function(){return{current:e}},[])}function To(e,t){var n=yr(ul++,7);return di(n.__H,t)&&(n.__=e(),n.__H=t),n.__}function jf(){var e;do{for(;e=_r.shift();)try{cl(e)}catch(n){Ve.__e(n,{__:(e=e.__P)&&e.__v})}for(;e=pi.shift();){var t=e.__H;if(e.__P&&t)try{t.__h.some(cl),t.__h.some(br),t.__h=[]}catch(n){t.__h=[],Ve.__e(n,e.__v)}}}while(_r.length)}Ve.__b=function(e){Qe=null,si&&si(e)},Ve.__=function(e,t){e&&t.__k&&t.__k.__m&&(e.__m=t.__k.__m),ui&&ui(e,t)},Ve.__r=function(e){ri&&ri(e),ul=0;var t=(Qe=e.__c).__H;t&&($r==Qe?Qe.__h=[]:(t.__h.some(cl),t.__h.some(br),ul=0),t.__h=[],t.__.some(function(n){n.__N&&(n.__=n.__N),n.u=n.__N=void 0})),$r=Qe},Ve.diffed=function(e){ai&&ai(e);var t=e.__c;t&&t.__H&&(t.__H.__h.length&&mi(pi.push(t)),t.__H.__.some(function(n){n.u&&(n.__H=n.u)})),$r=Qe=null},Ve.__c=function(e,t){t.some(function(n){try{n.__h.some(cl),n.__h=n.__h.filter(function(o){return!o.__||br(o)})}catch(o){n.__h=[function(){throw o}]}}),ii&&ii(e,t)},Ve.unmount=function(e){ci&&ci(e);var t,n,o=e.__c;o&&o.__H&&(o.__H.__.some(function(l){try{if(l.__P&&l.__c){if(n===void 0){for(n=e.__;n&&(!n.__c||!n.__c.__P);)n=n.__;n=n&&n.__c}l.__P=n,mi(_r.push(l))}else cl(l)}catch(s){t=s}}),o.__H=void 0,t&&Ve.__e(t,o.__v))};var fi=typeof requestAnimationFrame=="function";function If(e){var t,n=function(){clearTimeout(o),fi&&cancelAnimationFrame(t),setTimeout(e)},o=setTimeout(n,35);fi&&(t=requestAnimationFrame(n))}function mi(e){e!=1&&li==Ve.requestAnimationFrame||((li=Ve.requestAnimationFrame)||If)(jf)}function cl(e){var t=Qe,n=e.__c;typeof n=="function"&&(e.__c=void 0,n()),Qe=t}function br(e){var t=Qe;e.__c=e.__(),Qe=t}function di(e,t){return!e||e.length!=t.length||t.some(function(n,o){return!gr(n,e[o])})}function hi(e,t){return typeof t=="function"?t(e):t}var gi=function(e,t,n,o){var l;t[0]=0;for(var s=1;s<t.length;s++){var r=t[s++],i=t[s]?(t[0]|=r?1:2,n[t[s++]]):t[++s];r===3?o[0]=i:r===4?o[1]=Object.assign(o[1]||{},i):r===5?(o[1]=o[1]||{})[t[++s]]=i:r===6?o[1][t[++s]]+=i+"":r?(l=e.apply(i,gi(e,i,n,["",null])),o.push(l),i[0]?t[0]|=2:(t[s-2]=0,t[s]=l)):o.push(i)}return o},$i=new Map;function _i(e){var t=$i.get(this);return t||(t=new Map,$i.set(this,t)),(t=gi(this,t.get(e)||(t.set(e,t=(function(n){for(var o,l,s=1,r="",i="",c=[0],p=function(b){s===1&&(b||(r=r.replace(/^\s*\n\s*|\s*\n\s*$/g,"")))?c.push(0,b,r):s===3&&(b||r)?(c.push(3,b,r),s=2):s===2&&r==="..."&&b?c.push(4,b,0):s===2&&r&&!b?c.push(5,0,!0,r):s>=5&&((r||!b&&s===5)&&(c.push(s,0,r,l),s=6),b&&(c.push(s,b,0,l),s=6)),r=""},d=0;d<n.length;d++){d&&(s===1&&p(),p(d));for(var g=0;g<n[d].length;g++)o=n[d][g],s===1?o==="<"?(p(),c=[c],s=3):r+=o:s===4?r==="--"&&o===">"?(s=1,r=""):r=o+r[0]:i?o===i?i="":r+=o:o==='"'||o==="'"?i=o:o===">"?(p(),s=1):s&&(o==="="?(s=5,l=r,r=""):o==="/"&&(s<5||n[d][g+1]===">")?(p(),s===3&&(c=c[0]),s=c,(c=c[0]).push(2,0,s),s=0):o===" "||o==="	"||o===`
`||o==="\r"?(p(),s=2):r+=o),s===3&&r==="!--"&&(s=4,c=c[0])}return p(),c})(e)),t),arguments,[])).length>1?t:t[0]}var u=_i.bind(Ka);function zt(e){let t=new Set;return{get:()=>e,set(n){if(n!==e){e=n;for(let o of[...t])o(e)}},watch(n){return t.add(n),()=>t.delete(n)}}}function Pe(e){let[t,n]=D(e.get());return ce(()=>(n(e.get()),e.watch(n)),[e]),t}var Yl=({size:e=28})=>u`
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
  </svg>`,Hf={overview:"M3 3h6v8H3zM11 3h6v4h-6zM11 9h6v8h-6zM3 13h6v4H3z",jobs:"M3 5h2M8 5h9M3 10h2M8 10h9M3 15h2M8 15h9",models:"M10 2.5 17 6v8l-7 3.5L3 14V6zM3 6l7 3.5L17 6M10 9.5v8",datasets:"M3.5 5c0-3 13-3 13 0v10c0 3-13 3-13 0zM3.5 5c0 3 13 3 13 0M3.5 10c0 3 13 3 13 0",tenants:"M10 4v4M10 8H5v4M10 8h5v4M8 2.5h4v3H8zM3 12h4v4H3zM13 12h4v4h-4z",plus:"M10 4v12M4 10h12",running:"M6.5 4.2v11.6L16 10z",queued:"M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M10 6.5V10l2.5 2",paused:"M7 4.5v11M13 4.5v11",succeeded:"M4 10.5 8.2 15 16 5.5",failed:"M5 5l10 10M15 5 5 15",cancelled:"M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M5.2 5.2l9.6 9.6",copy:"M7 7h9v10H7zM13 7V3H4v10h3",down:"M10 3v10M5.5 9 10 13.5 14.5 9M4 17h12",light:`M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M10 2v2M10 16v2M2 10h2M16 10h2M4.3 4.3l1.4 1.4
    M14.3 14.3l1.4 1.4M4.3 15.7l1.4-1.4M14.3 5.7l1.4-1.4`,dark:"M16 12.5A7 7 0 0 1 7.5 4a7 7 0 1 0 8.5 8.5z",auto:"M3 4h14v9H3zM7 17h6M10 13v4",out:"M12 4H4v12h8M9 10h8M14 7l3 3-3 3",up:"M10 16V5M5.5 9.5 10 5l4.5 4.5",below:"M10 4v11M5.5 10.5 10 15l4.5-4.5",warn:"M10 3 18 17H2zM10 8.5v4M10 14.6v.2"},rt=({name:e,size:t=18})=>u`
  <svg class="icon" width=${t} height=${t} viewBox="0 0 20 20" aria-hidden="true">
    <path d=${Hf[e]} />
  </svg>`;var fl="allot.token";function Uf(){try{return sessionStorage.getItem(fl)||localStorage.getItem(fl)||""}catch{return""}}var Nn=zt(Uf()),Mo=zt({ok:!0}),Ql=zt(""),ze=zt(null);function pl(e,t){try{sessionStorage.removeItem(fl),localStorage.removeItem(fl),e&&(t?localStorage:sessionStorage).setItem(fl,e)}catch{}e||ze.set(null),Nn.set(e)}var Kt=class extends Error{constructor(t,n){super(n.detail||n.title||`The daemon answered ${t}.`),this.status=t,this.code=n.code||"",this.errors=n.errors||[],this.requestId=n.request_id||""}fault(t){return this.errors.find(n=>n.pointer===t)}};function Co({detail:e,allowed:t}){return t&&!/allowed/i.test(e)?`${e}; allowed: ${t}`:e}var Qn=e=>e.trim()!==""&&Number.isFinite(Number(e))?Number(e):e,ml=class extends Error{};function vr(e){Mo.get().ok&&Mo.set({ok:!1,since:Date.now(),reason:e})}function zf(){Mo.get().ok||Mo.set({ok:!0})}async function $n(e,t,{body:n,type:o,headers:l={},signal:s,as:r=Nn.get()}={}){let i={Accept:"application/json",...l};r&&(i.Authorization=`Bearer ${r}`),n!==void 0&&(i["Content-Type"]=o||"application/json");let c;try{c=await fetch(t,{method:e,headers:i,signal:s,cache:"no-store",body:n===void 0||o?n:JSON.stringify(n)})}catch(d){throw d.name==="AbortError"?d:(vr("the daemon does not answer"),new ml("The daemon does not answer."))}if(zf(),c.ok)return c;let p={};try{p=await c.json()}catch{}throw c.status===401&&r&&r===Nn.get()&&(Ql.set("The token is no longer good: it has expired or was deleted."),pl("",!1)),new Kt(c.status,p)}async function Ge(e,t,n){let o=await $n(e,t,n);return o.status===204?null:o.json()}var Eo=(e,t)=>Ge("GET",e,t);function gn(e){let t=new URLSearchParams;for(let[o,l]of Object.entries(e))l!==""&&l!=null&&t.set(o,l);let n=t.toString();return n?`?${n}`:""}var bi=e=>`'${e.replaceAll("'","'\\''")}'`;function te(e,t,n){let o=["curl"];e!=="GET"&&!(e==="POST"&&n)&&o.push("-X",e),o.push('-H "Authorization: Bearer $ALLOT_TOKEN"'),n&&o.push("--json",bi(typeof n=="string"?n:JSON.stringify(n)));let l=location.origin+t;return o.push(/[?&']/.test(l)?bi(l):l),o.join(" ")}async function yi(e,t){let n=await $n("GET",e,{headers:{Accept:"*/*"}}),o=URL.createObjectURL(await n.blob()),l=document.createElement("a");l.href=o,l.download=t,l.click(),setTimeout(()=>URL.revokeObjectURL(o),1e4)}var wr=zt({text:"",n:0});function Fe(e,t="good"){wr.set({text:e,kind:t,n:wr.get().n+1})}function Sr(){let e=Pe(wr),[t,n]=D(!1);return ce(()=>{if(!e.n)return;n(!0);let o=setTimeout(()=>n(!1),6e3);return()=>clearTimeout(o)},[e.n]),u`<div class="toast ${t?"shown":""} ${e.kind||""}" role="status" aria-live="polite">${t?e.text:""}</div>`}function se({error:e,retry:t}){if(!e)return null;let n=e instanceof Kt?e.errors:[];return u`
    <div class="note bad" role="alert">
      <${rt} name="warn" />
      <div>
        <p>${e.message}</p>
        ${n.length>0&&u`<ul>${n.map(o=>u`
          <li><code>${o.pointer||"/"}</code> ${Co(o)}</li>`)}</ul>`}
        ${e.requestId&&u`<p class="quiet">Request <code>${e.requestId}</code></p>`}
        ${t&&u`<button class="small" onClick=${t}>Try again</button>`}
      </div>
    </div>`}async function vi(e){try{await navigator.clipboard.writeText(e)}catch{let t=document.createElement("textarea");t.value=e,document.body.append(t),t.select(),document.execCommand("copy"),t.remove()}}function ae({command:e,label:t="Copy as curl"}){return u`
    <button class="quiet-button" title=${e} onClick=${async()=>{await vi(e),Fe("The curl command is on the clipboard.")}}><${rt} name="copy" size="16" />${t}</button>`}function _n({text:e}){let t=Ue();return u`
    <div class="command">
      <pre ref=${t} tabindex="0" aria-label="Command">${e}</pre>
      <button class="icon-button" aria-label="Copy the command" onClick=${async()=>{await vi(e),Fe("The command is on the clipboard.")}}><${rt} name="copy" size="16" /></button>
    </div>`}var ut=({title:e,children:t,command:n})=>u`
  <div class="empty">
    <h3>${e}</h3>
    ${t&&u`<p>${t}</p>`}
    ${n&&u`<${_n} text=${n} />`}
  </div>`,We=({what:e})=>u`<p class="waiting" role="status">Loading ${e}…</p>`;var Si="allot.theme",kr=["auto","light","dark"],wi={auto:"Theme: as the system",light:"Theme: light",dark:"Theme: dark"};function Wf(){try{return localStorage.getItem(Si)||"auto"}catch{return"auto"}}var Kl=zt(Wf()),Po=zt(0);function ki(e){e==="auto"?delete document.documentElement.dataset.theme:document.documentElement.dataset.theme=e,Po.set(Po.get()+1)}ki(Kl.get());Kl.watch(ki);matchMedia("(prefers-color-scheme: dark)").addEventListener("change",()=>Po.set(Po.get()+1));function Zl(){let e=Pe(Kl),t=()=>{let n=kr[(kr.indexOf(e)+1)%kr.length];try{localStorage.setItem(Si,n)}catch{}Kl.set(n)};return u`<button class="icon-button" aria-label=${wi[e]} title=${wi[e]} onClick=${t}>
    <${rt} name=${e} /></button>`}function Xl(e){let t=document.createElement("span");t.style.color=`var(${e})`,document.body.append(t);let{color:n}=getComputedStyle(t);return t.remove(),n}function St(e=1e3){let[t,n]=D(Date.now());return ce(()=>{let o=setInterval(()=>!document.hidden&&n(Date.now()),e);return()=>clearInterval(o)},[e]),t}function xr(e){let[t,n=""]=e.replace(/^#\/?/,"").split("?");return{parts:t.split("/").filter(Boolean).map(decodeURIComponent),params:Object.fromEntries(new URLSearchParams(n))}}function Q(e,t={}){let n=new URLSearchParams;for(let[l,s]of Object.entries(t))s!==""&&s!=null&&n.set(l,s);let o=n.toString();return`#/${e.map(encodeURIComponent).join("/")}${o?`?${o}`:""}`}function On(...e){location.hash=Q(...e)}function Pt(e){let t=xr(location.hash);history.replaceState(null,"",Q(t.parts,{...t.params,...e})),window.dispatchEvent(new Event("hashchange"))}function xi(){let[e,t]=D(()=>xr(location.hash));return ce(()=>{let n=()=>t(xr(location.hash));return window.addEventListener("hashchange",n),()=>window.removeEventListener("hashchange",n)},[]),e}function Ti(e){let t="";return n=>{t+=n;let o=t.split(/\r?\n\r?\n/);t=o.pop();for(let l of o){let s={id:"",event:"message",data:""};for(let r of l.split(/\r?\n/)){let[,i,c]=/^(\w+): ?(.*)$/.exec(r)||[];i==="data"?s.data+=(s.data?`
`:"")+c:i&&(s[i]=c)}(s.data||s.id)&&e(s)}}}var ts=zt("off"),Tr=new Set,Ao=null,Mr="",es=500;function qf(e){return Tr.add(e),()=>Tr.delete(e)}function Vf(e){e.id&&(Mr=e.id);let t;try{t=JSON.parse(e.data)}catch{return}let n={type:e.event,...t};for(let o of[...Tr])o(n)}async function Gf(e){for(;!e.signal.aborted;){try{let t={Accept:"text/event-stream"};Mr&&(t["Last-Event-ID"]=Mr);let n=await $n("GET","/v1/events",{headers:t,signal:e.signal});ts.set("live"),es=500;let o=Ti(Vf),l=n.body.pipeThrough(new TextDecoderStream).getReader();for(;;){let{value:s,done:r}=await l.read();if(r)break;o(s)}}catch(t){if(e.signal.aborted)return;if(!(t instanceof ml)&&t.status&&t.status<500){ts.set("off");return}vr("the event stream ended")}if(e.signal.aborted)return;ts.set("down"),await new Promise(t=>setTimeout(t,es)),es=Math.min(es*2,1e4)}}function ns(){Ao&&Ao.abort(),Ao=null,ts.set("off")}function Cr(){Ao||document.hidden||!Nn.get()||(Ao=new AbortController,Gf(Ao))}document.addEventListener("visibilitychange",()=>document.hidden?ns():Cr());window.addEventListener("pagehide",ns);var bn=new Map,Bf=60,Jf=400;function Yf(e,t){bn.delete(e),bn.set(e,t),bn.size>Bf&&bn.delete(bn.keys().next().value)}var Mi=()=>bn.clear();function B(e,{match:t,every:n=15e3,keep:o=!1}={}){let[l,s]=D(()=>({path:e,...bn.get(e)||{}})),r=Ue({});return r.current.match=t,ce(()=>{if(!e)return;let c=new AbortController,p=0,d=!1,g=!1;s(M=>o&&!bn.get(e)?{...M,path:e,error:void 0}:{path:e,...bn.get(e)||{}});let b=M=>{clearTimeout(p),M&&!c.signal.aborted&&(p=setTimeout($,M))};async function $(){if(d){g=!0;return}if(document.hidden)return b(n);d=!0,g=!1;try{let M=await $n("GET",e,{signal:c.signal}),v={data:await M.json(),etag:M.headers.get("ETag"),at:Date.now()};Yf(e,v),c.signal.aborted||s({path:e,...v})}catch(M){c.signal.aborted||s(v=>({...v,error:M}))}d=!1,b(g?300:n)}r.current.load=$,$();let w=0,C=qf(M=>{w||M.type!=="reset"&&!r.current.match?.(M)||(w=setTimeout(()=>{w=0,$()},Jf))}),T=()=>!document.hidden&&$();return document.addEventListener("visibilitychange",T),()=>{c.abort(),clearTimeout(p),clearTimeout(w),C(),document.removeEventListener("visibilitychange",T)}},[e,n]),{...l.path===e||o?l:{path:e},reload:()=>r.current.load&&r.current.load()}}var Ci=new Intl.NumberFormat("en",{maximumFractionDigits:0}),z=e=>e==null?"\u2013":Ci.format(e);function X(e){if(e==null||!Number.isFinite(e))return e==null?"\u2013":String(e);let t=Math.abs(e);return t!==0&&(t<.001||t>=1e7)?e.toExponential(2).replace("e+","e"):t>=1e3?Ci.format(e):String(Number(e.toPrecision(4)))}var Kn=e=>e==null?"\u2013":e===0||e>=100?X(e):String(Number(e.toFixed(e<.01?5:3))),os=(e,t=0)=>e==null?"\u2013":`${e.toFixed(t)} %`;function Ke(e){if(e==null)return"\u2013";let t=["B","KiB","MiB","GiB","TiB"],n=0;for(;e>=1024&&n<t.length-1;n++)e/=1024;return`${n&&e<100?e.toFixed(1):Math.round(e)} ${t[n]}`}function Te(e){return e==null||!Number.isFinite(e)?"\u2013":(e=Math.max(0,e),e>=10&&(e=Math.round(e)),e<1?e>0?`${Math.max(1,Math.round(e*1e3))} ms`:"0 s":e<60?`${e<10?Number(e.toFixed(1)):Math.round(e)} s`:e<3600?`${Math.floor(e/60)} min ${e%60} s`.replace(" 0 s",""):e<86400?`${Math.floor(e/3600)} h ${Math.floor(e%3600/60)} min`.replace(" 0 min",""):`${Math.floor(e/86400)} d ${Math.floor(e%86400/3600)} h`.replace(" 0 h",""))}var yn=(e,t=Date.now())=>e?(t-Date.parse(e))/1e3:null;function cn(e,t){let n=yn(e,t);return n==null?"\u2013":n<5?"just now":`${Te(Math.round(n)).split(" ").slice(0,2).join(" ")} ago`}var Qf=new Intl.DateTimeFormat("en-GB",{day:"numeric",month:"short",hour:"2-digit",minute:"2-digit",second:"2-digit"}),He=e=>e?Qf.format(new Date(e)):"\u2013",ve=(e,t,n=`${t}s`)=>`${z(e)} ${e===1?t:n}`;function Ei(e,t){if(!e.length)return null;let n=[...e].sort((o,l)=>o-l);return n[Math.min(n.length-1,Math.floor(t*n.length))]}function Pi(){let[e,t]=D(""),[n,o]=D(!1),[l,s]=D(Ql.get()),[r,i]=D(!1);async function c(p){p.preventDefault();let d=e.trim();if(!d)return s("Paste a token first.");i(!0);try{ze.set(await Eo("/v1/me",{as:d})),Ql.set(""),pl(d,n)}catch(g){let b=g instanceof Kt&&g.status===401;s(b?"The daemon does not know this token, or it has expired.":g.message)}i(!1)}return u`
    <main class="login">
      <div class="login-card">
        <div class="login-brand"><${Yl} size="56" /><div><h1>Allot</h1><p>Compute, fairly shared.</p></div></div>
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
      <div class="login-foot"><${Zl} /></div>
    </main>`}function Ae({title:e,lead:t,actions:n,crumb:o,children:l}){let s=Ue();return ce(()=>{document.title=`${e} \xB7 Allot`},[e]),ce(()=>{window.scrollTo(0,0),s.current.focus({preventScroll:!0})},[]),u`
    <header class="page-head">
      <div class="page-title">
        ${o&&u`<p class="crumb">${o}</p>`}
        <h1 ref=${s} tabindex="-1">${e}</h1>
        ${t&&u`<p class="lead">${t}</p>`}
      </div>
      ${n&&u`<div class="actions">${n}</div>`}
    </header>
    ${l}`}var No=({title:e,what:t,error:n,retry:o})=>u`
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
    <div><dt>${t}</dt><dd>${n}</dd></div>`)}</dl>`,Oo=({rows:e,class:t=""})=>u`
  <dl class="figures ${t}">${e.filter(n=>n[1]!=null).map(([n,o])=>u`<div><dt>${n}</dt><dd>${o}</dd></div>`)}</dl>`,ls=e=>Object.entries(e||{}).filter(([,t])=>t!==null&&t!=="").map(([t,n])=>[t.replaceAll("_"," "),u`<code class="long">${typeof n=="object"?JSON.stringify(n):String(n)}</code>`]);var Kf=8;function dl(e){let t=7;for(let n of e||"")t=t*31+n.codePointAt(0)>>>0;return t%Kf}function ss(e){let t=String(e||"?").split(/[^\p{L}\p{N}]+/u).filter(Boolean);return(t.length>1?t[0][0]+t[1][0]:(t[0]||"?").slice(0,2)).toUpperCase()}var Zf=({name:e})=>u`
  <span class="sign hue-${dl(e)}" aria-hidden="true">${ss(e)}</span>`,_t=({name:e})=>u`<span class="tenant"><${Zf} name=${e} />${e}</span>`;var Ai={queued:"Queued",running:"Running",paused:"Paused",succeeded:"Succeeded",failed:"Failed",cancelled:"Cancelled"},Do=({state:e})=>u`
  <span class="state ${e}"><${rt} name=${Ai[e]?e:"queued"} size="14" />${Ai[e]||e}</span>`,Nt=e=>["succeeded","failed","cancelled"].includes(e),Xf={preempted:"gave its slots back; goes on from its checkpoint",max_runtime:"stopped at its time limit; the checkpoint is kept",diverged:"the loss became NaN or infinite",slots:"too few slots are free",max_slots:"its tenant may hold no more slots",max_running_jobs:"its tenant may run no more jobs at once",memory:"too little memory is left",credits:"the credits do not suffice",entitlement:"others hold the slots, and its tenant has its share",quantum:"what could be taken back has only just started",reservation:"it would delay a job that was promised a start",turn:"it is another job's turn first",user:"asked for by a user"},Lo=e=>Xf[e]||String(e||"").replaceAll("_"," "),Ro=({value:e,label:t})=>u`
  <div class="progress" role="progressbar" aria-valuemin="0" aria-valuemax="100"
       aria-valuenow=${Math.round(e||0)} aria-label=${t}>
    <div style=${{width:`${Math.min(100,e||0)}%`}}></div>
  </div>`;function Ni({have:e,need:t,label:n}){let o=Math.max(e,t,1e-9)*1.05;return u`
    <div class="have-need" role="img" aria-label=${n}>
      <div class="have ${e>=t?"enough":""}" style=${{width:`${100*e/o}%`}}></div>
      <div class="need" style=${{left:`${100*t/o}%`}}></div>
    </div>`}var rs=e=>e.resources.slots,Fo=e=>e.resources.device,Zn=(e,t)=>e[`${t}_id`]||e[t];function hl({min:e=1,max:t=e}){return e===t?String(e):`${e}\u2013${t}`}var em=/accuracy|r2|auc|f1|iou|hit/,as=e=>em.test(e)?Math.max:Math.min,tm=["val_accuracy","accuracy","val_r2","r2","val_mae","mae","val_loss","loss"];function is(e){let t=e.metrics?.latest||e.metrics||{},n=tm.find(o=>typeof t[o]=="number");return n?{name:n,value:t[n],text:X(t[n])}:null}function Oi(e){let t=e.progress||{},n=os(t.percent??0);return e.state==="running"?t.eta_s!=null?`${n} \xB7 ${Te(t.eta_s)} left`:n:e.state==="succeeded"?ve(t.epochs||t.epoch||0,"epoch"):e.reason?Lo(e.reason):n}var Dn=e=>t=>t.job===e,Wt=e=>!!e.job||/job|cluster|quota|tenant|slot/.test(e.type||"");var cs=128,Er=10,nm=33,Di="other tenants";function om(e,t){let n=[];for(let o of e.held||[]){let l=o.tenant,s=t.filter(i=>i.tenant_id===o.tenant_id),r=o.slots;for(let i of s){let c=Math.min(i.width||0,r);c>0&&n.push({tenant:l,width:c,job:i}),r-=c}r>0&&n.push({tenant:l,width:r})}return e.others>0&&n.push({tenant:Di,width:e.others}),n}var lm=e=>e>cs?"crowd":e>=nm?"many":e<=Er?"few":"";function Li({device:e,pool:t,jobs:n}){let o=om(t,n),l=Math.max(0,t.slots-o.reduce((c,p)=>c+p.width,0)),s=e==="gpu"?"GPU slots":"CPU slots",r=t.slots>cs,i=r||t.slots<=Er;return u`
    <${W} title=${s} note="${z(t.slots-l)} of ${z(t.slots)} held">
      <ul class="field-plots ${lm(t.slots)}" aria-label="${s}, by who holds them">
        ${o.map(c=>u`<${sm} ...${c} total=${t.slots} />`)}
        ${l>0&&u`<li class="bed free" style=${i?{flexGrow:l}:void 0}
          aria-label="${ve(l,"free slot")}">${!r&&Array.from({length:l},()=>u`<i></i>`)}</li>`}
      </ul>
      <ul class="held">${(t.held||[]).map(c=>u`
        <li><${_t} name=${c.tenant} /> <b>${z(c.slots)}</b></li>`)}
        ${t.others>0&&u`<li><${_t} name=${Di} /> <b>${z(t.others)}</b></li>`}
        ${l>0&&u`<li class="quiet">free <b>${z(l)}</b></li>`}</ul>
    <//>`}function sm({tenant:e,width:t,job:n,total:o}){let l=`${n?`${n.name}, `:""}${e}: ${ve(t,"slot")}`,s=o>cs?u`<i data-sign=${ss(e)}></i>`:Array.from({length:t},(i,c)=>u`<i data-sign=${c===0?ss(e):void 0}></i>`),r=o>cs||o<=Er?{flexGrow:t}:void 0;return u`<li class="bed hue-${dl(e)}" style=${r} title=${l}>
    ${n?u`<a href=${Q(["jobs",n.id])} data-name=${n.name}><span class="hidden">${l}</span>${s}</a>`:u`<span class="bed-inner" role="img" aria-label=${l}>${s}</span>`}</li>`}var rm=8,Ri="/v1/decisions?limit=40",am=100,im={turn:"slots were free and it was its turn",take_back:"a tenant below its entitlement takes back what others hold above theirs",guarantee:"a guarantee comes back at once",rebalance:"its tenant is below its entitlement",cap:"a limit was lowered below what is held",reserved:"it does not fit yet, and others may not delay it"};function cm(e){return e.do==="start"?`starts on ${ve(e.width,"slot")}`:e.do==="preempt"?`gives its ${ve(e.was,"slot")} back and waits again`:e.do==="reserve"?"has a place reserved":`goes from ${e.was} to ${ve(e.width,"slot")}`}function Fi(){let{data:e}=B(Ri,{match:Wt,every:1e4}),t=St(5e3),n=B(`/v1/jobs?limit=${am}`,{match:Wt,every:3e4}),o=new Map((n.data?.data||[]).map(r=>[r.id,r.name])),l=(e?.data||[]).flatMap(r=>(r.plan?.actions||[]).map(i=>({...i,at:r.at,key:`${r.id}${i.job}`}))).filter((r,i,c)=>!(r.do==="reserve"&&c[i-1]?.do==="reserve"&&c[i-1].job===r.job)).slice(0,rm);if(!l.length)return null;let s=r=>u`<a href=${Q(["jobs",r])}>${o.get(r)||r}</a>`;return u`
    <${W} title="Last decisions" actions=${u`<${ae} command=${te("GET",Ri)} />`}>
      <ol class="decisions">${l.map(r=>u`
        <li key=${r.key}><time datetime=${r.at} title=${He(r.at)}>${cn(r.at,t)}</time>
          <p>${s(r.job)} ${cm(r)}: ${im[r.reason]||r.reason}${r.by?u`, for ${s(r.by)}`:""}.</p></li>`)}</ol>
    <//>`}var um=[["cpu","CPU"],["gpu","GPU"]],fm=(e,t)=>e[t].held||e[t].entitlement||e[t].demand;function ji({data:e}){let t=e?.data||[],n=um.map(([o,l])=>[o,l,t.filter(s=>fm(s,o))]).filter(([,,o])=>o.length);return u`
    <${W} title="Fair share" note=${n.length?`Jain index ${X(e[n[0][0]].jain)}, 1 is perfectly fair`:""}>
      ${!n.length&&u`<${ut} title="No claims now">Shares are drawn here as soon as a tenant has a job.<//>`}
      ${n.map(([o,l,s])=>u`
        ${n.length>1&&u`<h3 class="shares-of">${l} slots</h3>`}
        <${mm} key=${o} device=${o} rows=${s} />`)}
      ${n.length>0&&u`
        <p class="quiet key"><span class="key-bar"></span> held now <span class="key-mark"></span> entitlement</p>`}
    <//>`}function mm({device:e,rows:t}){let n=Math.max(1,...t.map(o=>Math.max(o[e].held,o[e].entitlement)));return u`
    <ul class="shares">${t.map(o=>{let{held:l,entitlement:s,waiting_jobs:r}=o[e];return u`
        <li key=${o.tenant_id}>
          <p><a href=${Q(["tenants",o.tenant_id])}><${_t} name=${o.tenant} /></a>
            <span class="n">holds <b>${X(l)}</b> · entitled to <b>${X(s)}</b>${r>0&&u`
              <span class="quiet"> · ${ve(r,"job")} ${r===1?"waits":"wait"}</span>`}</span></p>
          <div class="share" aria-hidden="true">
            <div class="share-held hue-${dl(o.tenant)}" style=${{width:`${100*l/n}%`}}></div>
            <div class="share-mark" style=${{left:`${100*s/n}%`}}></div>
          </div>
        </li>`})}</ul>`}var pm=[["running_jobs","max_running_jobs","Running jobs",z],["queued_jobs","max_queued_jobs","Waiting jobs",z],["storage_bytes","storage_bytes","Storage",Ke]];function Ii(){let{data:e}=B("/v1/me",{match:Wt,every:15e3}),t=pm.map(([n,o,l,s])=>({used:e?.use?.[n]??0,limit:e?.quota?.[o],label:l,text:s})).filter(n=>n.limit!=null);return t.length?u`
    <${W} title="Your tenant's limits" note=${e.tenant}>
      <ul class="shares">${t.map(n=>u`
        <li key=${n.label}><p><span>${n.label}</span><span class="n"><b>${n.text(n.used)}</b> of ${n.text(n.limit)}</span></p>
          <${Ro} value=${n.limit?100*n.used/n.limit:100} label=${n.label} /></li>`)}</ul>
    <//>`:null}function jo({title:e,children:t,yes:n,kind:o="danger",onYes:l,onNo:s}){let r=Ue();return ce(()=>{r.current.showModal()},[]),u`
    <dialog ref=${r} aria-labelledby="dialog-title" onCancel=${s} onClose=${s}>
      <h2 id="dialog-title">${e}</h2>
      <div class="dialog-body">${t}</div>
      <div class="actions">
        <button onClick=${s} autofocus>Keep as it is</button>
        <button class=${o} onClick=${l}>${n}</button>
      </div>
    </dialog>`}function vn(e,t){let[n,o]=D(e),[l,s]=D(null),[r,i]=D(!1),c=Object.keys(n).map(b=>`/${b}`),p=l instanceof Kt?l.errors:[],d=p.filter(b=>!c.includes(b.pointer)),g=l&&(p.length===0||d.length>0)?Object.assign(Object.create(Object.getPrototypeOf(l)),l,{message:l.message,errors:d}):null;return{values:n,busy:r,rest:g,error:l,set:(b,$)=>o(w=>({...w,[b]:$})),reset:o,fault:b=>p.find($=>$.pointer===`/${b}`),async submit(b){b.preventDefault(),i(!0),s(null);try{await t(n)}catch($){s($)}i(!1)}}}var Pr=({id:e,fault:t})=>u`
  <p class="fault" id=${e} role="alert">${t?Co(t):""}</p>`;function kt({form:e,name:t,label:n,type:o="text",help:l,choices:s,unit:r,placeholder:i}){let c=`field-${t.replaceAll("/","-")}`,p=e.fault(t),d={id:c,value:e.values[t],"aria-invalid":p?"true":void 0,"aria-describedby":`${c}-fault ${c}-help`,onInput:g=>e.set(t,g.currentTarget.value)};return u`
    <div class="field ${p?"wrong":""}">
      <label for=${c}>${n}${r&&u` <span class="quiet">(${r})</span>`}</label>
      ${s?u`<select ...${d}>${s.map(g=>u`<option value=${g}>${g||"\u2013"}</option>`)}</select>`:u`<input type=${o==="number"?"text":o} inputmode=${o==="number"?"decimal":void 0}
            placeholder=${i} autocomplete="off" ...${d} />`}
      <${Pr} id="${c}-fault" fault=${p} />
      ${l&&u`<p class="help" id="${c}-help">${l}</p>`}
    </div>`}var Xn=({id:e,label:t,value:n,choices:o,set:l,help:s})=>u`
  <div class="field"><label for=${e}>${t}</label>
    <select id=${e} value=${n} onChange=${r=>l(r.currentTarget.value)}>${o.map(r=>u`
      <option value=${r}>${String(r).replace("_"," ")}</option>`)}</select>
    ${s&&u`<p class="help">${s}</p>`}</div>`,$l=({label:e,checked:t,set:n})=>u`
  <label class="check"><input type="checkbox" checked=${t} onChange=${o=>n(o.currentTarget.checked)} /> ${e}</label>`,Ln=({leave:e,send:t,busy:n})=>u`
  <div class="actions">
    ${e&&u`<button type="button" onClick=${e}>Not now</button>`}
    <button class="primary" disabled=${n}>${t}</button>
  </div>`;var Ar="/v1/cluster";function Hi({cluster:e,done:t}){let[n,o]=D(!1),[l,s]=D(!1),[r,i]=D(null);async function c(d){o(!1),i(null);try{await Ge("PATCH",Ar,{body:{accepting:d}}),Fe(d?"Jobs are started again.":"The machine is being drained.")}catch(g){i(g)}t()}let p=e.accepting;return u`
    <${W} title="Machine" note=${p?"jobs are started as slots allow":"being drained: nothing new starts"}
      actions=${u`<${ae} command=${te("PATCH",Ar,{accepting:!p})} />
        <button class="small" aria-expanded=${String(l)} onClick=${()=>s(!l)}>Change slots</button>
        <button class="small" onClick=${()=>p?o(!0):c(!0)}>${p?"Drain":"Start jobs again"}</button>`}>
      <${se} error=${r} />
      ${l&&u`<${dm} cluster=${e} done=${()=>{s(!1),t()}} />`}
      ${n&&u`
        <${jo} title="Drain the machine?" yes="Drain" kind="primary" onYes=${()=>c(!1)} onNo=${()=>o(!1)}>
          <p>Running jobs go on to their end; waiting ones stay in the queue until jobs are started again.</p>
        <//>`}
    <//>`}function dm({cluster:e,done:t}){let n=vn({cpu_slots:String(e.cpu.slots),gpu_slots:String(e.gpu.slots)},async o=>{await Ge("PATCH",Ar,{body:{cpu_slots:Qn(o.cpu_slots),gpu_slots:Qn(o.gpu_slots)}}),Fe("The slots are changed."),t()});return u`
    <form class="form" onSubmit=${n.submit} aria-label="Slots of the machine">
      <div class="grid-form">
        <${kt} form=${n} name="cpu_slots" label="CPU slots" type="number"
          help="With fewer, jobs are narrowed or stopped at their next step and keep everything." />
        <${kt} form=${n} name="gpu_slots" label="GPU slots" type="number" />
      </div>
      <${se} error=${n.rest} />
      <${Ln} send="Set slots" busy=${n.busy} />
    </form>`}var gl=e=>e&&e.role!=="viewer";function us(){let e=Pe(ze);return gl(e)&&u`<a class="button primary" href=${Q(["submit"])}><${rt} name="plus" />New job</a>`}var hm={queued:["pause","cancel"],running:["pause","cancel"],paused:["resume","cancel"]},$m={pause:"is being paused",resume:"is queued again",cancel:"is being cancelled"};function Ui({job:e,reload:t}){let n=Pe(ze),[o,l]=D(null),[s,r]=D(!1);if(!gl(n))return null;async function i(d){l(null),r(!0);try{await Ge("POST",`/v1/jobs/${e.id}/${d}`),Fe(`${e.name} ${$m[d]}.`)}catch(g){Fe(g.message,"bad")}r(!1),t()}let c={pause:"Pause",resume:"Resume",cancel:"Cancel job"},p=e.state==="running";return u`
    ${(hm[e.state]||[]).map(d=>u`
      <button disabled=${s} onClick=${()=>d==="resume"?i(d):l(d)}>${c[d]}</button>`)}
    ${o==="cancel"&&u`
      <${jo} title="Cancel ${e.name}?" yes="Cancel the job" onYes=${()=>i("cancel")} onNo=${()=>l(null)}>
        <p>${p?`It has reached step ${e.progress?.step??0} of ${e.progress?.steps??"?"}. `:""}A cancelled job
          makes no model and cannot be resumed; its metrics stay. Pausing keeps everything.</p>
      <//>`}
    ${o==="pause"&&u`
      <${jo} title="Pause ${e.name}?" yes="Pause the job" kind="primary" onYes=${()=>i("pause")} onNo=${()=>l(null)}>
        <p>${p?"It saves a checkpoint after the present step and gives its slots back.":"It leaves the queue."}
          ${" "}When resumed it goes on as if it had never stopped.</p>
      <//>`}`}function Io({what:e,name:t,path:n,back:o}){let l=Pe(ze),[s,r]=D(!1);if(!gl(l))return null;async function i(){r(!1);try{await $n("DELETE",n),Fe(`${t} is deleted.`),On([o])}catch(c){Fe(c.message,"bad")}}return u`
    <button onClick=${()=>r(!0)}>Delete</button>
    ${s&&u`
      <${jo} title="Delete ${t}?" yes="Delete the ${e}" onYes=${i} onNo=${()=>r(!1)}>
        <p>It cannot be brought back. What was made of it stays.</p>
      <//>`}`}var Nr=200,zi=8,fs=200,_l=(e,t)=>`${z(e)}${e>=t?"+":""}`;function Wi(){let e={match:Wt,every:5e3},t=B("/v1/cluster",e),n=B(`/v1/queue?limit=${fs}`,e),o=B(`/v1/jobs?state=running&limit=${Nr}`,e),l=B("/v1/fairness",e),s=Pe(ze),r=o.data?.data||[],i=n.data?.data||[];return u`
    <${Ae} title="Overview" lead=${gm(t.data,r,i)} actions=${u`<${us} />`}>
      ${!t.data&&!t.error&&u`<${We} what="the machine" />`}
      <${se} error=${!t.data&&t.error} retry=${t.reload} />
      ${t.data&&t.data.accepting===!1&&u`
        <div class="note"><p>The machine is being drained: running jobs go on, nothing new starts.</p></div>`}
      <div class="fields">
        ${["cpu","gpu"].map(c=>t.data?.[c]?.slots>0&&u`
          <${Li} key=${c} device=${c} pool=${t.data[c]} jobs=${r.filter(p=>Fo(p)===c)} />`)}
      </div>
      <${_m} cluster=${t.data} jobs=${r} waiting=${i} />
      <div class="two">
        <${bm} list=${n.data&&i} error=${n.error} />
        <${ji} data=${l.data} />
      </div>
      ${s?.role==="admin"&&t.data&&u`<${Hi} cluster=${t.data} done=${t.reload} />`}
      ${s&&s.role!=="admin"&&u`<${Ii} />`}
      ${s?.role==="admin"&&u`<${Fi} />`}
    <//>`}function gm(e,t,n){if(!e)return"";let{slots:o,free:l}=e.cpu,s=Math.max(0,...n.map(d=>d.waiting_s||0)),r=`${_l(t.length,Nr)} ${t.length===1?"job runs":"jobs run"}`,i=e.cpu.others>0?`; ${z(o-l)} of ${ve(o,"CPU slot")} are held`:` on ${z(o-l)} of ${ve(o,"CPU slot")}`,c=o===l?`All ${ve(o,"CPU slot")} are free`:r+i,p=n.length?`${_l(n.length,fs)} ${n.length===1?"waits":"wait"}, the longest for ${Te(s)}`:"nothing waits";return`${c}; ${p}.`}function _m({cluster:e,jobs:t,waiting:n}){let o=n.map(r=>r.waiting_s||0),l=e?e.cpu.free+(e.gpu?.free||0):null,s=[["Running",_l(t.length,Nr)],["Waiting",_l(n.length,fs)],["Median wait so far",o.length?Te(Ei(o,.5)):"\u2013"],["Longest wait",o.length?Te(Math.max(...o)):"\u2013"],["Free slots",z(l)]];return u`<${Oo} rows=${s} />`}function bm({list:e,error:t}){return u`
    <${W} title="Queue" note=${e?.length?"in the order of their turns":""}>
      ${!e&&(t?u`<${se} error=${t} />`:u`<${We} what="the queue" />`)}
      ${e&&!e.length&&u`
        <${ut} title="Nobody waits" command=${te("POST","/v1/jobs","@job.json")}>
          Every job that was asked for runs or has ended.<//>`}
      ${e?.length>0&&u`
        <ol class="queue">${e.slice(0,zi).map(n=>u`
          <li key=${n.job}>
            <span class="position">${n.position}</span>
            <div>
              <p><a href=${Q(["jobs",n.job])}>${n.name||n.job}</a> <${_t} name=${n.tenant} /></p>
              <p class="quiet">${Lo(n.reason)}</p>
            </div>
            <p class="n quiet">${ve(n.slots,n.device==="gpu"?"GPU slot":"slot")}<br />${Te(n.waiting_s)}</p>
          </li>`)}</ol>
        ${e.length>zi&&u`
          <p><a href=${Q(["jobs"],{state:"queued"})}>All ${_l(e.length,fs)} waiting jobs</a></p>`}`}
    <//>`}var mt=({columns:e})=>u`
  <thead><tr>${e.map(t=>{let n=t.endsWith("#"),o=t.startsWith("("),l=t.replace(/^\(|\)$|#$/g,"");return u`<th scope="col" class=${n?"n":void 0}>${o?u`<span class="hidden">${l}</span>`:l}</th>`})}</tr></thead>`,Ho=({label:e,tall:t,children:n})=>u`
  <div class="scroll ${t?"tall":""}" tabindex="0" role="region" aria-label=${e}>${n}</div>`;var ym="uplot",vm="u-hz",wm="u-vt",Sm="u-title",km="u-wrap",xm="u-under",Tm="u-over",Mm="u-axis",no="u-off",Cm="u-select",Em="u-cursor-x",Pm="u-cursor-y",Am="u-cursor-pt",Nm="u-legend",Om="u-live",Dm="u-inline",Lm="u-series",Rm="u-marker",qi="u-label",Fm="u-value",yl="width",vl="height";var Vi="bottom",Uo="left",Or="right",Qr="#000",Gi=Qr+"0",Dr="mousemove",Bi="mousedown",Lr="mouseup",Ji="mouseenter",Yi="mouseleave",Qi="dblclick",jm="resize",Im="scroll",Ki="change",$s="dppxchange",Kr="--",Jo=typeof window<"u",Hr=Jo?document:null,Wo=Jo?window:null,Hm=Jo?navigator:null,$e,ms;function Ur(){let e=devicePixelRatio;$e!=e&&($e=e,ms&&Wr(Ki,ms,Ur),ms=matchMedia(`(min-resolution: ${$e-.001}dppx) and (max-resolution: ${$e+.001}dppx)`),oo(Ki,ms,Ur),Wo.dispatchEvent(new CustomEvent($s)))}function Ot(e,t){if(t!=null){let n=e.classList;!n.contains(t)&&n.add(t)}}function zr(e,t){let n=e.classList;n.contains(t)&&n.remove(t)}function Ne(e,t,n){e.style[t]=n+"px"}function Zt(e,t,n,o){let l=Hr.createElement(e);return t!=null&&Ot(l,t),n?.insertBefore(l,o),l}function qt(e,t){return Zt("div",e,t)}var Zi=new WeakMap;function un(e,t,n,o,l){let s="translate("+t+"px,"+n+"px)",r=Zi.get(e);s!=r&&(e.style.transform=s,Zi.set(e,s),t<0||n<0||t>o||n>l?Ot(e,no):zr(e,no))}var Xi=new WeakMap;function ec(e,t,n){let o=t+n,l=Xi.get(e);o!=l&&(Xi.set(e,o),e.style.background=t,e.style.borderColor=n)}var tc=new WeakMap;function nc(e,t,n,o){let l=t+""+n,s=tc.get(e);l!=s&&(tc.set(e,l),e.style.height=n+"px",e.style.width=t+"px",e.style.marginLeft=o?-t/2+"px":0,e.style.marginTop=o?-n/2+"px":0)}var Zr={passive:!0},Um={...Zr,capture:!0};function oo(e,t,n,o){t.addEventListener(e,n,o?Um:Zr)}function Wr(e,t,n,o){t.removeEventListener(e,n,Zr)}Jo&&Ur();function Xt(e,t,n,o){let l;n=n||0,o=o||t.length-1;let s=o<=2147483647;for(;o-n>1;)l=s?n+o>>1:Dt((n+o)/2),t[l]<e?n=l:o=l;return e-t[n]<=t[o]-e?n:o}function Pc(e){return(n,o,l)=>{let s=-1,r=-1;for(let i=o;i<=l;i++)if(e(n[i])){s=i;break}for(let i=l;i>=o;i--)if(e(n[i])){r=i;break}return[s,r]}}var Ac=e=>e!=null,Nc=e=>e!=null&&e>0,bs=Pc(Ac),zm=Pc(Nc);function Wm(e,t,n,o=0,l=!1){let s=l?zm:bs,r=l?Nc:Ac;[t,n]=s(e,t,n);let i=e[t],c=e[t];if(t>-1)if(o==1)i=e[t],c=e[n];else if(o==-1)i=e[n],c=e[t];else for(let p=t;p<=n;p++){let d=e[p];r(d)&&(d<i?i=d:d>c&&(c=d))}return[i??we,c??-we]}function ys(e,t,n,o){let l=sc(e),s=sc(t);e==t&&(l==-1?(e*=n,t/=n):(e/=n,t*=n));let r=n==10?wn:Oc,i=l==1?Dt:Vt,c=s==1?Vt:Dt,p=i(r(Xe(e))),d=c(r(Xe(t))),g=qo(n,p),b=qo(n,d);return n==10&&(p<0&&(g=Se(g,-p)),d<0&&(b=Se(b,-d))),o||n==2?(e=g*l,t=b*s):(e=Fc(e,g),t=vs(t,b)),[e,t]}function Xr(e,t,n,o){let l=ys(e,t,n,o);return e==0&&(l[0]=0),t==0&&(l[1]=0),l}var ea=.1,oc={mode:3,pad:ea},Sl={pad:0,soft:null,mode:0},qm={min:Sl,max:Sl};function gs(e,t,n,o){return ws(n)?lc(e,t,n):(Sl.pad=n,Sl.soft=o?0:null,Sl.mode=o?3:0,lc(e,t,qm))}function de(e,t){return e??t}function Vm(e,t,n){for(t=de(t,0),n=de(n,e.length-1);t<=n;){if(e[t]!=null)return!0;t++}return!1}function lc(e,t,n){let o=n.min,l=n.max,s=de(o.pad,0),r=de(l.pad,0),i=de(o.hard,-we),c=de(l.hard,we),p=de(o.soft,we),d=de(l.soft,-we),g=de(o.mode,0),b=de(l.mode,0),$=t-e,w=wn($),C=bt(Xe(e),Xe(t)),T=wn(C),M=Xe(T-w);($<1e-24||M>10)&&($=0,(e==0||t==0)&&($=1e-24,g==2&&p!=we&&(s=0),b==2&&d!=-we&&(r=0)));let v=$||C||1e3,A=wn(v),k=qo(10,Dt(A)),ee=v*($==0?e==0?.1:1:s),F=Se(Fc(e-ee,k/10),24),Z=e>=p&&(g==1||g==3&&F<=p||g==2&&F>=p)?p:we,N=bt(i,F<Z&&e>=Z?Z:en(Z,F)),J=v*($==0?t==0?.1:1:r),G=Se(vs(t+J,k/10),24),P=t<=d&&(b==1||b==3&&G>=d||b==2&&G<=d)?d:-we,Y=en(c,G>P&&t<=P?P:bt(P,G));return N==Y&&N==0&&(Y=100),[N,Y]}var Gm=new Intl.NumberFormat(Jo?Hm.language:"en-US"),ta=e=>Gm.format(e),Lt=Math,hs=Lt.PI,Xe=Lt.abs,Dt=Lt.floor,Ze=Lt.round,Vt=Lt.ceil,en=Lt.min,bt=Lt.max,qo=Lt.pow,sc=Lt.sign,wn=Lt.log10,Oc=Lt.log2,Bm=(e,t=1)=>Lt.sinh(e)*t,Rr=(e,t=1)=>Lt.asinh(e/t),we=1/0;function rc(e){return(wn((e^e>>31)-(e>>31))|0)+1}function qr(e,t,n){return en(bt(e,t),n)}function Dc(e){return typeof e=="function"}function ue(e){return Dc(e)?e:()=>e}var Jm=()=>{},Lc=e=>e,Rc=(e,t)=>t,Ym=e=>null,ac=e=>!0,ic=(e,t)=>e==t,Qm=/\.\d*?(?=9{6,}|0{6,})/gm,lo=e=>{if(Ic(e)||Fn.has(e))return e;let t=`${e}`,n=t.match(Qm);if(n==null)return e;let o=n[0].length-1;if(t.indexOf("e-")!=-1){let[l,s]=t.split("e");return+`${lo(l)}e${s}`}return Se(e,o)};function eo(e,t){return lo(Se(lo(e/t))*t)}function vs(e,t){return lo(Vt(lo(e/t))*t)}function Fc(e,t){return lo(Dt(lo(e/t))*t)}function Se(e,t=0){if(Ic(e))return e;let n=10**t,o=e*n*(1+Number.EPSILON);return Ze(o)/n}var Fn=new Map;function jc(e){return((""+e).split(".")[1]||"").length}function xl(e,t,n,o){let l=[],s=o.map(jc);for(let r=t;r<n;r++){let i=Xe(r),c=Se(qo(e,r),i);for(let p=0;p<o.length;p++){let d=e==10?+`${o[p]}e${r}`:o[p]*c,g=(r>=0?0:i)+(r>=s[p]?0:s[p]),b=e==10?d:Se(d,g);l.push(b),Fn.set(b,g)}}return l}var kl={},na=[],Vo=[null,null],Rn=Array.isArray,Ic=Number.isInteger,Km=e=>e===void 0;function cc(e){return typeof e=="string"}function ws(e){let t=!1;if(e!=null){let n=e.constructor;t=n==null||n==Object}return t}function Zm(e){return e!=null&&typeof e=="object"}var Xm=Object.getPrototypeOf(Uint8Array),Hc="__proto__";function Go(e,t=ws){let n;if(Rn(e)){let o=e.find(l=>l!=null);if(Rn(o)||t(o)){n=Array(e.length);for(let l=0;l<e.length;l++)n[l]=Go(e[l],t)}else n=e.slice()}else if(e instanceof Xm)n=e.slice();else if(t(e)){n={};for(let o in e)o!=Hc&&(n[o]=Go(e[o],t))}else n=e;return n}function Be(e){let t=arguments;for(let n=1;n<t.length;n++){let o=t[n];for(let l in o)l!=Hc&&(ws(e[l])?Be(e[l],Go(o[l])):e[l]=Go(o[l]))}return e}var ep=0,tp=1,np=2;function op(e,t,n){for(let o=0,l,s=-1;o<t.length;o++){let r=t[o];if(r>s){for(l=r-1;l>=0&&e[l]==null;)e[l--]=null;for(l=r+1;l<n&&e[l]==null;)e[s=l++]=null}}}function lp(e,t){if(ap(e)){let r=e[0].slice();for(let i=1;i<e.length;i++)r.push(...e[i].slice(1));return ip(r[0])||(r=rp(r)),r}let n=new Set;for(let r=0;r<e.length;r++){let c=e[r][0],p=c.length;for(let d=0;d<p;d++)n.add(c[d])}let o=[Array.from(n).sort((r,i)=>r-i)],l=o[0].length,s=new Map;for(let r=0;r<l;r++)s.set(o[0][r],r);for(let r=0;r<e.length;r++){let i=e[r],c=i[0];for(let p=1;p<i.length;p++){let d=i[p],g=Array(l).fill(void 0),b=t?t[r][p]:tp,$=[];for(let w=0;w<d.length;w++){let C=d[w],T=s.get(c[w]);C===null?b!=ep&&(g[T]=C,b==np&&$.push(T)):g[T]=C}op(g,$,l),o.push(g)}}return o}var sp=typeof queueMicrotask>"u"?e=>Promise.resolve().then(e):queueMicrotask;function rp(e){let t=e[0],n=t.length,o=Array(n);for(let s=0;s<o.length;s++)o[s]=s;o.sort((s,r)=>t[s]-t[r]);let l=[];for(let s=0;s<e.length;s++){let r=e[s],i=Array(n);for(let c=0;c<n;c++)i[c]=r[o[c]];l.push(i)}return l}function ap(e){let t=e[0][0],n=t.length;for(let o=1;o<e.length;o++){let l=e[o][0];if(l.length!=n)return!1;if(l!=t){for(let s=0;s<n;s++)if(l[s]!=t[s])return!1}}return!0}function ip(e,t=100){let n=e.length;if(n<=1)return!0;let o=0,l=n-1;for(;o<=l&&e[o]==null;)o++;for(;l>=o&&e[l]==null;)l--;if(l<=o)return!0;let s=bt(1,Dt((l-o+1)/t));for(let r=e[o],i=o+s;i<=l;i+=s){let c=e[i];if(c!=null){if(c<=r)return!1;r=c}}return!0}var Uc=["January","February","March","April","May","June","July","August","September","October","November","December"],zc=["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"];function Wc(e){return e.slice(0,3)}var cp=zc.map(Wc),up=Uc.map(Wc),fp={MMMM:Uc,MMM:up,WWWW:zc,WWW:cp};function bl(e){return(e<10?"0":"")+e}function mp(e){return(e<10?"00":e<100?"0":"")+e}var pp={YYYY:e=>e.getFullYear(),YY:e=>(e.getFullYear()+"").slice(2),MMMM:(e,t)=>t.MMMM[e.getMonth()],MMM:(e,t)=>t.MMM[e.getMonth()],MM:e=>bl(e.getMonth()+1),M:e=>e.getMonth()+1,DD:e=>bl(e.getDate()),D:e=>e.getDate(),WWWW:(e,t)=>t.WWWW[e.getDay()],WWW:(e,t)=>t.WWW[e.getDay()],HH:e=>bl(e.getHours()),H:e=>e.getHours(),h:e=>{let t=e.getHours();return t==0?12:t>12?t-12:t},AA:e=>e.getHours()>=12?"PM":"AM",aa:e=>e.getHours()>=12?"pm":"am",a:e=>e.getHours()>=12?"p":"a",mm:e=>bl(e.getMinutes()),m:e=>e.getMinutes(),ss:e=>bl(e.getSeconds()),s:e=>e.getSeconds(),fff:e=>mp(e.getMilliseconds())};function oa(e,t){t=t||fp;let n=[],o=/\{([a-z]+)\}|[^{]+/gi,l;for(;l=o.exec(e);)n.push(l[0][0]=="{"?pp[l[1]]:l[0]);return s=>{let r="";for(let i=0;i<n.length;i++)r+=typeof n[i]=="string"?n[i]:n[i](s,t);return r}}var dp=new Intl.DateTimeFormat().resolvedOptions().timeZone;function hp(e,t){let n;return t=="UTC"||t=="Etc/UTC"?n=new Date(+e+e.getTimezoneOffset()*6e4):t==dp?n=e:(n=new Date(e.toLocaleString("en-US",{timeZone:t})),n.setMilliseconds(e.getMilliseconds())),n}var qc=e=>e%1==0,_s=[1,2,2.5,5],$p=xl(10,-32,0,_s),Vc=xl(10,0,32,_s),gp=Vc.filter(qc),to=$p.concat(Vc),la=`
`,Gc="{YYYY}",uc=la+Gc,Bc="{M}/{D}",wl=la+Bc,ps=wl+"/{YY}",Jc="{aa}",_p="{h}:{mm}",zo=_p+Jc,fc=la+zo,mc=":{ss}",_e=null;function Yc(e){let t=e*1e3,n=t*60,o=n*60,l=o*24,s=l*30,r=l*365,c=(e==1?xl(10,0,3,_s).filter(qc):xl(10,-3,0,_s)).concat([t,t*5,t*10,t*15,t*30,n,n*5,n*10,n*15,n*30,o,o*2,o*3,o*4,o*6,o*8,o*12,l,l*2,l*3,l*4,l*5,l*6,l*7,l*8,l*9,l*10,l*15,s,s*2,s*3,s*4,s*6,r,r*2,r*5,r*10,r*25,r*50,r*100]),p=[[r,Gc,_e,_e,_e,_e,_e,_e,1],[l*28,"{MMM}",uc,_e,_e,_e,_e,_e,1],[l,Bc,uc,_e,_e,_e,_e,_e,1],[o,"{h}"+Jc,ps,_e,wl,_e,_e,_e,1],[n,zo,ps,_e,wl,_e,_e,_e,1],[t,mc,ps+" "+zo,_e,wl+" "+zo,_e,fc,_e,1],[e,mc+".{fff}",ps+" "+zo,_e,wl+" "+zo,_e,fc,_e,1]];function d(g){return(b,$,w,C,T,M)=>{let v=[],A=T>=r,k=T>=s&&T<r,ee=g(w),F=Se(ee*e,3),Z=Fr(ee.getFullYear(),A?0:ee.getMonth(),k||A?1:ee.getDate()),N=Se(Z*e,3);if(k||A){let J=k?T/s:0,G=A?T/r:0,P=F==N?F:Se(Fr(Z.getFullYear()+G,Z.getMonth()+J,1)*e,3),Y=new Date(Ze(P/e)),L=Y.getFullYear(),ne=Y.getMonth();for(let V=0;P<=C;V++){let fe=Fr(L+G*V,ne+J*V,1),q=fe-g(Se(fe*e,3));P=Se((+fe+q)*e,3),P<=C&&v.push(P)}}else{let J=T>=l?l:T,G=Dt(w)-Dt(F),P=N+G+vs(F-N,J);v.push(P);let Y=g(P),L=Y.getHours()+Y.getMinutes()/n+Y.getSeconds()/o,ne=T/o,V=b.axes[$]._space,fe=M/V;for(;P=Se(P+T,e==1?0:3),!(P>C);)if(ne>1){let q=Dt(Se(L+ne,6))%24,me=g(P).getHours()-q;me>1&&(me=-1),P-=me*o,L=(L+ne)%24;let be=v[v.length-1];Se((P-be)/T,3)*fe>=.7&&v.push(P)}else v.push(P)}return v}}return[c,p,d]}var[bp,yp,vp]=Yc(1),[wp,Sp,kp]=Yc(.001);xl(2,-53,53,[1]);function pc(e,t){return e.map(n=>n.map((o,l)=>l==0||l==8||o==null?o:t(l==1||n[8]==0?o:n[1]+o)))}function dc(e,t){return(n,o,l,s,r)=>{let i=t.find(w=>r>=w[0])||t[t.length-1],c,p,d,g,b,$;return o.map(w=>{let C=e(w),T=C.getFullYear(),M=C.getMonth(),v=C.getDate(),A=C.getHours(),k=C.getMinutes(),ee=C.getSeconds(),F=T!=c&&i[2]||M!=p&&i[3]||v!=d&&i[4]||A!=g&&i[5]||k!=b&&i[6]||ee!=$&&i[7]||i[1];return c=T,p=M,d=v,g=A,b=k,$=ee,F(C)})}}function xp(e,t){let n=oa(t);return(o,l,s,r,i)=>l.map(c=>n(e(c)))}function Fr(e,t,n){return new Date(e,t,n)}function hc(e,t){return t(e)}var Tp="{YYYY}-{MM}-{DD} {h}:{mm}{aa}";function $c(e,t){return(n,o,l,s)=>s==null?Kr:t(e(o))}function Mp(e,t){let n=e.series[t];return n.width?n.stroke(e,t):n.points.width?n.points.stroke(e,t):null}function Cp(e,t){return e.series[t].fill(e,t)}var Ep={show:!0,live:!0,isolate:!1,mount:Jm,markers:{show:!0,width:2,stroke:Mp,fill:Cp,dash:"solid"},idx:null,idxs:null,values:[]};function Pp(e,t){let n=e.cursor.points,o=qt(),l=n.size(e,t);Ne(o,yl,l),Ne(o,vl,l);let s=l/-2;Ne(o,"marginLeft",s),Ne(o,"marginTop",s);let r=n.width(e,t,l);return r&&Ne(o,"borderWidth",r),o}function Ap(e,t){let n=e.series[t].points;return n._fill||n._stroke}function Np(e,t){let n=e.series[t].points;return n._stroke||n._fill}function Op(e,t){return e.series[t].points.size}var jr=[0,0];function Dp(e,t,n){return jr[0]=t,jr[1]=n,jr}function ds(e,t,n,o=!0){return l=>{l.button==0&&(!o||l.target==t)&&n(l)}}function Ir(e,t,n,o=!0){return l=>{(!o||l.target==t)&&n(l)}}var Lp={show:!0,x:!0,y:!0,lock:!1,move:Dp,points:{one:!1,show:Pp,size:Op,width:0,stroke:Np,fill:Ap},bind:{mousedown:ds,mouseup:ds,click:ds,dblclick:ds,mousemove:Ir,mouseleave:Ir,mouseenter:Ir},drag:{setScale:!0,x:!0,y:!1,dist:0,uni:null,click:(e,t)=>{t.stopPropagation(),t.stopImmediatePropagation()},_x:!1,_y:!1},focus:{dist:(e,t,n,o,l)=>o-l,prox:-1,bias:0},hover:{skip:[void 0],prox:null,bias:0},left:-10,top:-10,idx:null,dataIdx:null,idxs:null,event:null},Qc={show:!0,stroke:"rgba(0,0,0,0.07)",width:2},sa=Be({},Qc,{filter:Rc}),Kc=Be({},sa,{size:10}),Zc=Be({},Qc,{show:!1}),ra='12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji"',Xc="bold "+ra,eu=1.5,gc={show:!0,scale:"x",stroke:Qr,space:50,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Xc,side:2,grid:sa,ticks:Kc,border:Zc,font:ra,lineGap:eu,rotate:0},Rp="Value",Fp="Time",_c={show:!0,scale:"x",auto:!1,sorted:1,min:we,max:-we,idxs:[]};function jp(e,t,n,o,l){return t.map(s=>s==null?"":ta(s))}function Ip(e,t,n,o,l,s,r){let i=[],c=Fn.get(l)||0;n=r?n:Se(vs(n,l),c);for(let p=n;p<=o;p=Se(p+l,c))i.push(Object.is(p,-0)?0:p);return i}function Vr(e,t,n,o,l,s,r){let i=[],c=e.scales[e.axes[t].scale].log,p=c==10?wn:Oc,d=Dt(p(n));l=qo(c,d),c==10&&(l=to[Xt(l,to)]);let g=n,b=l*c;c==10&&(b=to[Xt(b,to)]);do i.push(g),g=g+l,c==10&&!Fn.has(g)&&(g=Se(g,Fn.get(l))),g>=b&&(l=g,b=l*c,c==10&&(b=to[Xt(b,to)]));while(g<=o);return i}function Hp(e,t,n,o,l,s,r){let c=e.scales[e.axes[t].scale].asinh,p=o>c?Vr(e,t,bt(c,n),o,l):[c],d=o>=0&&n<=0?[0]:[];return(n<-c?Vr(e,t,bt(c,-o),-n,l):[c]).reverse().map(b=>-b).concat(d,p)}var tu=/./,Up=/[12357]/,zp=/[125]/,bc=/1/,Gr=(e,t,n,o)=>e.map((l,s)=>t==4&&l==0||s%o==0&&n.test(l.toExponential()[l<0?1:0])?l:null);function Wp(e,t,n,o,l){let s=e.axes[n],r=s.scale,i=e.scales[r],c=e.valToPos,p=s._space,d=c(10,r),g=c(9,r)-d>=p?tu:c(7,r)-d>=p?Up:c(5,r)-d>=p?zp:bc;if(g==bc){let b=Xe(c(1,r)-d);if(b<p)return Gr(t.slice().reverse(),i.distr,g,Vt(p/b)).reverse()}return Gr(t,i.distr,g,1)}function qp(e,t,n,o,l){let s=e.axes[n],r=s.scale,i=s._space,c=e.valToPos,p=Xe(c(1,r)-c(2,r));return p<i?Gr(t.slice().reverse(),3,tu,Vt(i/p)).reverse():t}function Vp(e,t,n,o){return o==null?Kr:t==null?"":ta(t)}var yc={show:!0,scale:"y",stroke:Qr,space:30,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Xc,side:3,grid:sa,ticks:Kc,border:Zc,font:ra,lineGap:eu,rotate:0};function Gp(e,t){let n=3+(e||1)*2;return Se(n*t,3)}function Bp(e,t){let{scale:n,idxs:o}=e.series[0],l=e._data[0],s=e.valToPos(l[o[0]],n,!0),r=e.valToPos(l[o[1]],n,!0),i=Xe(r-s),c=e.series[t],p=i/(c.points.space*$e);return o[1]-o[0]<=p}var vc={scale:null,auto:!0,sorted:0,min:we,max:-we},nu=(e,t,n,o,l)=>l,wc={show:!0,auto:!0,sorted:0,gaps:nu,alpha:1,facets:[Be({},vc,{scale:"x"}),Be({},vc,{scale:"y"})]},Sc={scale:"y",auto:!0,sorted:0,show:!0,spanGaps:!1,gaps:nu,alpha:1,points:{show:Bp,filter:null},values:null,min:we,max:-we,idxs:[],path:null,clip:null};function Jp(e,t,n,o,l){return n/10}var ou={time:!0,auto:!0,distr:1,log:10,asinh:1,min:null,max:null,dir:1,ori:0},Yp=Be({},ou,{time:!1,ori:1}),kc={};function lu(e,t){let n=kc[e];return n||(n={key:e,plots:[],sub(o){n.plots.push(o)},unsub(o){n.plots=n.plots.filter(l=>l!=o)},pub(o,l,s,r,i,c,p){for(let d=0;d<n.plots.length;d++)n.plots[d]!=l&&n.plots[d].pub(o,l,s,r,i,c,p)}},e!=null&&(kc[e]=n)),n}var Bo=1,Br=2;function so(e,t,n){let o=e.mode,l=e.series[t],s=o==2?e._data[t]:e._data,r=e.scales,i=e.bbox,c=s[0],p=o==2?s[1]:s[t],d=o==2?r[l.facets[0].scale]:r[e.series[0].scale],g=o==2?r[l.facets[1].scale]:r[l.scale],b=i.left,$=i.top,w=i.width,C=i.height,T=e.valToPosH,M=e.valToPosV;return d.ori==0?n(l,c,p,d,g,T,M,b,$,w,C,ks,Yo,Ts,ru,iu):n(l,c,p,d,g,M,T,$,b,C,w,xs,Qo,ca,au,cu)}function aa(e,t){let n=0,o=0,l=de(e.bands,na);for(let s=0;s<l.length;s++){let r=l[s];r.series[0]==t?n=r.dir:r.series[1]==t&&(r.dir==1?o|=1:o|=2)}return[n,o==1?-1:o==2?1:o==3?2:0]}function Qp(e,t,n,o,l){let s=e.mode,r=e.series[t],i=s==2?r.facets[1].scale:r.scale,c=e.scales[i];return l==-1?c.min:l==1?c.max:c.distr==3?c.dir==1?c.min:c.max:0}function Sn(e,t,n,o,l,s){return so(e,t,(r,i,c,p,d,g,b,$,w,C,T)=>{let M=r.pxRound,v=p.dir*(p.ori==0?1:-1),A=p.ori==0?Yo:Qo,k,ee;v==1?(k=n,ee=o):(k=o,ee=n);let F=M(g(i[k],p,C,$)),Z=M(b(c[k],d,T,w)),N=M(g(i[ee],p,C,$)),J=M(b(s==1?d.max:d.min,d,T,w)),G=new Path2D(l);return A(G,N,J),A(G,F,J),A(G,F,Z),G})}function Ss(e,t,n,o,l,s){let r=null;if(e.length>0){r=new Path2D;let i=t==0?Ts:ca,c=n;for(let g=0;g<e.length;g++){let b=e[g];if(b[1]>b[0]){let $=b[0]-c;$>0&&i(r,c,o,$,o+s),c=b[1]}}let p=n+l-c,d=10;p>0&&i(r,c,o-d/2,p,o+s+d)}return r}function Kp(e,t,n){let o=e[e.length-1];o&&o[0]==t?o[1]=n:e.push([t,n])}function ia(e,t,n,o,l,s,r){let i=[],c=e.length;for(let p=l==1?n:o;p>=n&&p<=o;p+=l)if(t[p]===null){let g=p,b=p;if(l==1)for(;++p<=o&&t[p]===null;)b=p;else for(;--p>=n&&t[p]===null;)b=p;let $=s(e[g]),w=b==g?$:s(e[b]),C=g-l;$=r<=0&&C>=0&&C<c?s(e[C]):$;let M=b+l;w=r>=0&&M>=0&&M<c?s(e[M]):w,w>=$&&i.push([$,w])}return i}function xc(e){return e==0?Lc:e==1?Ze:t=>eo(t,e)}function su(e){let t=e==0?ks:xs,n=e==0?(l,s,r,i,c,p)=>{l.arcTo(s,r,i,c,p)}:(l,s,r,i,c,p)=>{l.arcTo(r,s,c,i,p)},o=e==0?(l,s,r,i,c)=>{l.rect(s,r,i,c)}:(l,s,r,i,c)=>{l.rect(r,s,c,i)};return(l,s,r,i,c,p=0,d=0)=>{p==0&&d==0?o(l,s,r,i,c):(p=en(p,i/2,c/2),d=en(d,i/2,c/2),t(l,s+p,r),n(l,s+i,r,s+i,r+c,p),n(l,s+i,r+c,s,r+c,d),n(l,s,r+c,s,r,d),n(l,s,r,s+i,r,p),l.closePath())}}var ks=(e,t,n)=>{e.moveTo(t,n)},xs=(e,t,n)=>{e.moveTo(n,t)},Yo=(e,t,n)=>{e.lineTo(t,n)},Qo=(e,t,n)=>{e.lineTo(n,t)},Ts=su(0),ca=su(1),ru=(e,t,n,o,l,s)=>{e.arc(t,n,o,l,s)},au=(e,t,n,o,l,s)=>{e.arc(n,t,o,l,s)},iu=(e,t,n,o,l,s,r)=>{e.bezierCurveTo(t,n,o,l,s,r)},cu=(e,t,n,o,l,s,r)=>{e.bezierCurveTo(n,t,l,o,r,s)};function uu(e){return(t,n,o,l,s)=>so(t,n,(r,i,c,p,d,g,b,$,w,C,T)=>{let{pxRound:M,points:v}=r,A,k;p.ori==0?(A=ks,k=ru):(A=xs,k=au);let ee=Se(v.width*$e,3),F=(v.size-v.width)/2*$e,Z=Se(F*2,3),N=new Path2D,J=new Path2D,{left:G,top:P,width:Y,height:L}=t.bbox;Ts(J,G-Z,P-Z,Y+Z*2,L+Z*2);let ne=V=>{if(c[V]!=null){let fe=M(g(i[V],p,C,$)),q=M(b(c[V],d,T,w));A(N,fe+F,q),k(N,fe,q,F,0,hs*2)}};if(s)s.forEach(ne);else for(let V=o;V<=l;V++)ne(V);return{stroke:ee>0?N:null,fill:N,clip:J,flags:Bo|Br}})}function fu(e){return(t,n,o,l,s,r)=>{o!=l&&(s!=o&&r!=o&&e(t,n,o),s!=l&&r!=l&&e(t,n,l),e(t,n,r))}}var Zp=fu(Yo),Xp=fu(Qo);function mu(e){let t=de(e?.alignGaps,0);return(n,o,l,s)=>so(n,o,(r,i,c,p,d,g,b,$,w,C,T)=>{[l,s]=bs(c,l,s);let M=r.pxRound,v=L=>M(g(L,p,C,$)),A=L=>M(b(L,d,T,w)),k,ee;p.ori==0?(k=Yo,ee=Zp):(k=Qo,ee=Xp);let F=p.dir*(p.ori==0?1:-1),Z={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:Bo},N=Z.stroke,J=!1;if(s-l>=C*4){let L=H=>n.posToVal(H,p.key,!0),ne=null,V=null,fe,q,yt,Oe=v(i[F==1?l:s]),me=v(i[l]),be=v(i[s]),re=L(F==1?me+1:be-1);for(let H=F==1?l:s;H>=l&&H<=s;H+=F){let Je=i[H],De=(F==1?Je<re:Je>re)?Oe:v(Je),ge=c[H];De==Oe?ge!=null?(q=ge,ne==null?(k(N,De,A(q)),fe=ne=V=q):q<ne?ne=q:q>V&&(V=q)):ge===null&&(J=!0):(ne!=null&&ee(N,Oe,A(ne),A(V),A(fe),A(q)),ge!=null?(q=ge,k(N,De,A(q)),ne=V=fe=q):(ne=V=null,ge===null&&(J=!0)),Oe=De,re=L(Oe+F))}ne!=null&&ne!=V&&yt!=Oe&&ee(N,Oe,A(ne),A(V),A(fe),A(q))}else for(let L=F==1?l:s;L>=l&&L<=s;L+=F){let ne=c[L];ne===null?J=!0:ne!=null&&k(N,v(i[L]),A(ne))}let[P,Y]=aa(n,o);if(r.fill!=null||P!=0){let L=Z.fill=new Path2D(N),ne=r.fillTo(n,o,r.min,r.max,P),V=A(ne),fe=v(i[l]),q=v(i[s]);F==-1&&([q,fe]=[fe,q]),k(L,q,V),k(L,fe,V)}if(!r.spanGaps){let L=[];J&&L.push(...ia(i,c,l,s,F,v,t)),Z.gaps=L=r.gaps(n,o,l,s,L),Z.clip=Ss(L,p.ori,$,w,C,T)}return Y!=0&&(Z.band=Y==2?[Sn(n,o,l,s,N,-1),Sn(n,o,l,s,N,1)]:Sn(n,o,l,s,N,Y)),Z})}function ed(e){let t=de(e.align,1),n=de(e.ascDesc,!1),o=de(e.alignGaps,0),l=de(e.extend,!1);return(s,r,i,c)=>so(s,r,(p,d,g,b,$,w,C,T,M,v,A)=>{[i,c]=bs(g,i,c);let k=p.pxRound,{left:ee,width:F}=s.bbox,Z=me=>k(w(me,b,v,T)),N=me=>k(C(me,$,A,M)),J=b.ori==0?Yo:Qo,G={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:Bo},P=G.stroke,Y=b.dir*(b.ori==0?1:-1),L=N(g[Y==1?i:c]),ne=Z(d[Y==1?i:c]),V=ne,fe=ne;l&&t==-1&&(fe=ee,J(P,fe,L)),J(P,ne,L);for(let me=Y==1?i:c;me>=i&&me<=c;me+=Y){let be=g[me];if(be==null)continue;let re=Z(d[me]),H=N(be);t==1?J(P,re,L):J(P,V,H),J(P,re,H),L=H,V=re}let q=V;l&&t==1&&(q=ee+F,J(P,q,L));let[yt,Oe]=aa(s,r);if(p.fill!=null||yt!=0){let me=G.fill=new Path2D(P),be=p.fillTo(s,r,p.min,p.max,yt),re=N(be);J(me,q,re),J(me,fe,re)}if(!p.spanGaps){let me=[];me.push(...ia(d,g,i,c,Y,Z,o));let be=p.width*$e/2,re=n||t==1?be:-be,H=n||t==-1?-be:be;me.forEach(Je=>{Je[0]+=re,Je[1]+=H}),G.gaps=me=p.gaps(s,r,i,c,me),G.clip=Ss(me,b.ori,T,M,v,A)}return Oe!=0&&(G.band=Oe==2?[Sn(s,r,i,c,P,-1),Sn(s,r,i,c,P,1)]:Sn(s,r,i,c,P,Oe)),G})}function Tc(e,t,n,o,l,s,r=we){if(e.length>1){let i=null;for(let c=0,p=1/0;c<e.length;c++)if(t[c]!==void 0){if(i!=null){let d=Xe(e[c]-e[i]);d<p&&(p=d,r=Xe(n(e[c],o,l,s)-n(e[i],o,l,s)))}i=c}}return r}function td(e){e=e||kl;let t=de(e.size,[.6,we,1]),n=e.align||0,o=e.gap||0,l=e.radius;l=l==null?[0,0]:typeof l=="number"?[l,0]:l;let s=ue(l),r=1-t[0],i=de(t[1],we),c=de(t[2],1),p=de(e.disp,kl),d=de(e.each,$=>{}),{fill:g,stroke:b}=p;return($,w,C,T)=>so($,w,(M,v,A,k,ee,F,Z,N,J,G,P)=>{let Y=M.pxRound,L=n,ne=o*$e,V=i*$e,fe=c*$e,q,yt;k.ori==0?[q,yt]=s($,w):[yt,q]=s($,w);let Oe=k.dir*(k.ori==0?1:-1),me=k.ori==0?Ts:ca,be=k.ori==0?d:(j,ke,Ye,co,Hn,nn,Un)=>{d(j,ke,Ye,Hn,co,Un,nn)},re=de($.bands,na).find(j=>j.series[0]==w),H=re!=null?re.dir:0,Je=M.fillTo($,w,M.min,M.max,H),pt=Y(Z(Je,ee,P,J)),De,ge,Gt,xt=G,Re=Y(M.width*$e),tn=!1,pn=null,Rt=null,kn=null,ro=null;g!=null&&(Re==0||b!=null)&&(tn=!0,pn=g.values($,w,C,T),Rt=new Map,new Set(pn).forEach(j=>{j!=null&&Rt.set(j,new Path2D)}),Re>0&&(kn=b.values($,w,C,T),ro=new Map,new Set(kn).forEach(j=>{j!=null&&ro.set(j,new Path2D)})));let{x0:ao,size:Zo}=p;if(ao!=null&&Zo!=null){L=1,v=ao.values($,w,C,T),ao.unit==2&&(v=v.map(Ye=>$.posToVal(N+Ye*G,k.key,!0)));let j=Zo.values($,w,C,T);Zo.unit==2?ge=j[0]*G:ge=F(j[0],k,G,N)-F(0,k,G,N),xt=Tc(v,A,F,k,G,N,xt),Gt=xt-ge+ne}else xt=Tc(v,A,F,k,G,N,xt),Gt=xt*r+ne,ge=xt-Gt;Gt<1&&(Gt=0),Re>=ge/2&&(Re=0),Gt<5&&(Y=Lc);let Al=Gt>0,jn=xt-Gt-(Al?Re:0);ge=Y(qr(jn,fe,V)),De=(L==0?ge/2:L==Oe?0:ge)-L*Oe*((L==0?ne/2:0)+(Al?Re/2:0));let dt={stroke:null,fill:null,clip:null,band:null,gaps:null,flags:0},io=tn?null:new Path2D,dn=null;if(re!=null)dn=$.data[re.series[1]];else{let{y0:j,y1:ke}=p;j!=null&&ke!=null&&(A=ke.values($,w,C,T),dn=j.values($,w,C,T))}let In=q*ge,le=yt*ge;for(let j=Oe==1?C:T;j>=C&&j<=T;j+=Oe){let ke=A[j];if(ke==null)continue;if(dn!=null){let vt=dn[j]??0;if(ke-vt==0)continue;pt=Z(vt,ee,P,J)}let Ye=k.distr!=2||p!=null?v[j]:j,co=F(Ye,k,G,N),Hn=Z(de(ke,Je),ee,P,J),nn=Y(co-De),Un=Y(bt(Hn,pt)),Tt=Y(en(Hn,pt)),Ft=Un-Tt;if(ke!=null){let vt=ke<0?le:In,Bt=ke<0?In:le;tn?(Re>0&&kn[j]!=null&&me(ro.get(kn[j]),nn,Tt+Dt(Re/2),ge,bt(0,Ft-Re),vt,Bt),pn[j]!=null&&me(Rt.get(pn[j]),nn,Tt+Dt(Re/2),ge,bt(0,Ft-Re),vt,Bt)):me(io,nn,Tt+Dt(Re/2),ge,bt(0,Ft-Re),vt,Bt),be($,w,j,nn-Re/2,Tt,ge+Re,Ft)}}return Re>0?dt.stroke=tn?ro:io:tn||(dt._fill=M.width==0?M._fill:M._stroke??M._fill,dt.width=0),dt.fill=tn?Rt:io,dt})}function nd(e,t){let n=de(t?.alignGaps,0);return(o,l,s,r)=>so(o,l,(i,c,p,d,g,b,$,w,C,T,M)=>{[s,r]=bs(p,s,r);let v=i.pxRound,A=q=>v(b(q,d,T,w)),k=q=>v($(q,g,M,C)),ee,F,Z;d.ori==0?(ee=ks,Z=Yo,F=iu):(ee=xs,Z=Qo,F=cu);let N=d.dir*(d.ori==0?1:-1),J=A(c[N==1?s:r]),G=J,P=[],Y=[];for(let q=N==1?s:r;q>=s&&q<=r;q+=N)if(p[q]!=null){let Oe=c[q],me=A(Oe);P.push(G=me),Y.push(k(p[q]))}let L={stroke:e(P,Y,ee,Z,F,v),fill:null,clip:null,band:null,gaps:null,flags:Bo},ne=L.stroke,[V,fe]=aa(o,l);if(i.fill!=null||V!=0){let q=L.fill=new Path2D(ne),yt=i.fillTo(o,l,i.min,i.max,V),Oe=k(yt);Z(q,G,Oe),Z(q,J,Oe)}if(!i.spanGaps){let q=[];q.push(...ia(c,p,s,r,N,A,n)),L.gaps=q=i.gaps(o,l,s,r,q),L.clip=Ss(q,d.ori,w,C,T,M)}return fe!=0&&(L.band=fe==2?[Sn(o,l,s,r,ne,-1),Sn(o,l,s,r,ne,1)]:Sn(o,l,s,r,ne,fe)),L})}function od(e){return nd(ld,e)}function ld(e,t,n,o,l,s){let r=e.length;if(r<2)return null;let i=new Path2D;if(n(i,e[0],t[0]),r==2)o(i,e[1],t[1]);else{let c=Array(r),p=Array(r-1),d=Array(r-1),g=Array(r-1);for(let b=0;b<r-1;b++)d[b]=t[b+1]-t[b],g[b]=e[b+1]-e[b],p[b]=d[b]/g[b];c[0]=p[0];for(let b=1;b<r-1;b++)p[b]===0||p[b-1]===0||p[b-1]>0!=p[b]>0?c[b]=0:(c[b]=3*(g[b-1]+g[b])/((2*g[b]+g[b-1])/p[b-1]+(g[b]+2*g[b-1])/p[b]),isFinite(c[b])||(c[b]=0));c[r-1]=p[r-2];for(let b=0;b<r-1;b++)l(i,e[b]+g[b]/3,t[b]+c[b]*g[b]/3,e[b+1]-g[b]/3,t[b+1]-c[b+1]*g[b]/3,e[b+1],t[b+1])}return i}var Jr=new Set;function Mc(){for(let e of Jr)e.syncRect(!0)}Jo&&(oo(jm,Wo,Mc),oo(Im,Wo,Mc,!0),oo($s,Wo,()=>{at.pxRatio=$e}));var sd=mu(),rd=uu();function Cc(e,t,n,o){return(o?[e[0],e[1]].concat(e.slice(2)):[e[0]].concat(e.slice(1))).map((s,r)=>Yr(s,r,t,n))}function ad(e,t){return e.map((n,o)=>o==0?{}:Be({},t,n))}function Yr(e,t,n,o){return Be({},t==0?n:o,e)}function pu(e,t,n){return t==null?Vo:[t,n]}var id=pu;function cd(e,t,n){return t==null?Vo:gs(t,n,ea,!0)}function du(e,t,n,o){return t==null?Vo:ys(t,n,e.scales[o].log,!1)}var ud=du;function hu(e,t,n,o){return t==null?Vo:Xr(t,n,e.scales[o].log,!1)}var fd=hu;function md(e,t,n,o,l){let s=bt(rc(e),rc(t)),r=t-e,i=Xt(l/o*r,n);do{let c=n[i],p=o*c/r;if(p>=l&&s+(c<5?Fn.get(c):0)<=17)return[c,p]}while(++i<n.length);return[0,0]}function Ec(e){let t,n;return e=e.replace(/(\d+)px/,(o,l)=>(t=Ze((n=+l)*$e))+"px"),[e,t,n]}function pd(e){e.show&&[e.font,e.labelFont].forEach(t=>{let n=Se(t[2]*$e,1);t[0]=t[0].replace(/[0-9.]+px/,n+"px"),t[1]=n})}function at(e,t,n){let o={mode:de(e.mode,1)},l=o.mode;function s(a,f,m,h){let _=f.valToPct(a);return h+m*(f.dir==-1?1-_:_)}function r(a,f,m,h){let _=f.valToPct(a);return h+m*(f.dir==-1?_:1-_)}function i(a,f,m,h){return f.ori==0?s(a,f,m,h):r(a,f,m,h)}o.valToPosH=s,o.valToPosV=r;let c=!1;o.status=0;let p=o.root=qt(ym);if(e.id!=null&&(p.id=e.id),Ot(p,e.class),e.title){let a=qt(Sm,p);a.textContent=e.title}let d=Zt("canvas"),g=o.ctx=d.getContext("2d"),b=qt(km,p);oo("click",b,a=>{a.target===w&&(Me!=vo||Le!=wo)&&ct.click(o,a)},!0);let $=o.under=qt(xm,b);b.appendChild(d);let w=o.over=qt(Tm,b);e=Go(e);let C=+de(e.pxAlign,1),T=xc(C);(e.plugins||[]).forEach(a=>{a.opts&&(e=a.opts(o,e)||e)});let M=e.ms||.001,v=o.series=l==1?Cc(e.series||[],_c,Sc,!1):ad(e.series||[null],wc),A=o.axes=Cc(e.axes||[],gc,yc,!0),k=o.scales={},ee=o.bands=e.bands||[];ee.forEach(a=>{a.fill=ue(a.fill||null),a.dir=de(a.dir,-1)});let F=l==2?v[1].facets[0].scale:v[0].scale,Z={axes:pf,series:af},N=(e.drawOrder||["axes","series"]).map(a=>Z[a]);function J(a){let f=a.distr==3?m=>wn(m>0?m:a.clamp(o,m,a.min,a.max,a.key)):a.distr==4?m=>Rr(m,a.asinh):a.distr==100?m=>a.fwd(m):m=>m;return m=>{let h=f(m),{_min:_,_max:y}=a,S=y-_;return(h-_)/S}}function G(a){let f=k[a];if(f==null){let m=(e.scales||kl)[a]||kl;if(m.from!=null){G(m.from);let h=Be({},k[m.from],m,{key:a});h.valToPct=J(h),k[a]=h}else{f=k[a]=Be({},a==F?ou:Yp,m),f.key=a;let h=f.time,_=f.range,y=Rn(_);if((a!=F||l==2&&!h)&&(y&&(_[0]==null||_[1]==null)&&(_={min:_[0]==null?oc:{mode:1,hard:_[0],soft:_[0]},max:_[1]==null?oc:{mode:1,hard:_[1],soft:_[1]}},y=!1),!y&&ws(_))){let S=_;_=(x,E,O)=>E==null?Vo:gs(E,O,S)}f.range=ue(_||(h?id:a==F?f.distr==3?ud:f.distr==4?fd:pu:f.distr==3?du:f.distr==4?hu:cd)),f.auto=ue(y?!1:f.auto),f.clamp=ue(f.clamp||Jp),f._min=f._max=null,f.valToPct=J(f)}}}G("x"),G("y"),l==1&&v.forEach(a=>{G(a.scale)}),A.forEach(a=>{G(a.scale)});for(let a in e.scales)G(a);let P=k[F],Y=P.distr,L,ne;P.ori==0?(Ot(p,vm),L=s,ne=r):(Ot(p,wm),L=r,ne=s);let V={};for(let a in k){let f=k[a];(f.min!=null||f.max!=null)&&(V[a]={min:f.min,max:f.max},f.min=f.max=null)}let fe=e.tzDate||(a=>new Date(Ze(a/M))),q=e.fmtDate||oa,yt=M==1?vp(fe):kp(fe),Oe=dc(fe,pc(M==1?yp:Sp,q)),me=$c(fe,hc(Tp,q)),be=[],re=o.legend=Be({},Ep,e.legend),H=o.cursor=Be({},Lp,{drag:{y:l==2}},e.cursor),Je=re.show,pt=H.show,De=re.markers;re.idxs=be,De.width=ue(De.width),De.dash=ue(De.dash),De.stroke=ue(De.stroke),De.fill=ue(De.fill);let ge,Gt,xt,Re=[],tn=[],pn,Rt=!1,kn={};if(re.live){let a=v[1]?v[1].values:null;Rt=a!=null,pn=Rt?a(o,1,0):{_:0};for(let f in pn)kn[f]=Kr}if(Je)if(ge=Zt("table",Nm,p),xt=Zt("tbody",null,ge),re.mount(o,ge),Rt){Gt=Zt("thead",null,ge,xt);let a=Zt("tr",null,Gt);Zt("th",null,a);for(var ro in pn)Zt("th",qi,a).textContent=ro}else Ot(ge,Dm),re.live&&Ot(ge,Om);let ao={show:!0},Zo={show:!1};function Al(a,f){if(f==0&&(Rt||!re.live||l==2))return Vo;let m=[],h=Zt("tr",Lm,xt,xt.childNodes[f]);Ot(h,a.class),a.show||Ot(h,no);let _=Zt("th",null,h);if(De.show){let x=qt(Rm,_);if(f>0){let E=De.width(o,f);E&&(x.style.border=E+"px "+De.dash(o,f)+" "+De.stroke(o,f)),x.style.background=De.fill(o,f)}}let y=qt(qi,_);a.label instanceof HTMLElement?y.appendChild(a.label):y.textContent=a.label,f>0&&(De.show||(y.style.color=a.width>0?De.stroke(o,f):De.fill(o,f)),dt("click",_,x=>{if(H._lock)return;Wn(x);let E=v.indexOf(a);if((x.ctrlKey||x.metaKey)!=re.isolate){let O=v.some((R,I)=>I>0&&I!=E&&R.show);v.forEach((R,I)=>{I>0&&ln(I,O?I==E?ao:Zo:ao,!0,qe.setSeries)})}else ln(E,{show:!a.show},!0,qe.setSeries)},!1),fo&&dt(Ji,_,x=>{H._lock||(Wn(x),ln(v.indexOf(a),ko,!0,qe.setSeries))},!1));for(var S in pn){let x=Zt("td",Fm,h);x.textContent="--",m.push(x)}return[h,m]}let jn=new Map;function dt(a,f,m,h=!0){let _=jn.get(f)||{},y=H.bind[a](o,f,m,h);y&&(oo(a,f,_[a]=y),jn.set(f,_))}function io(a,f,m){let h=jn.get(f)||{};for(let _ in h)(a==null||_==a)&&(Wr(_,f,h[_]),delete h[_]);a==null&&jn.delete(f)}let dn=0,In=0,le=0,j=0,ke=0,Ye=0,co=ke,Hn=Ye,nn=le,Un=j,Tt=0,Ft=0,vt=0,Bt=0;o.bbox={};let js=!1,Nl=!1,uo=!1,zn=!1,Ol=!1,jt=!1;function Is(a,f,m){(m||a!=o.width||f!=o.height)&&$a(a,f),go(!1),uo=!0,Nl=!0,_o()}function $a(a,f){o.width=dn=le=a,o.height=In=j=f,ke=Ye=0,ef(),tf();let m=o.bbox;Tt=m.left=eo(ke*$e,.5),Ft=m.top=eo(Ye*$e,.5),vt=m.width=eo(le*$e,.5),Bt=m.height=eo(j*$e,.5)}let Ku=3;function Zu(){let a=!1,f=0;for(;!a;){f++;let m=ff(f),h=mf(f);a=f==Ku||m&&h,a||($a(o.width,o.height),Nl=!0)}}function Xu({width:a,height:f}){Is(a,f)}o.setSize=Xu;function ef(){let a=!1,f=!1,m=!1,h=!1;A.forEach((_,y)=>{if(_.show&&_._show){let{side:S,_size:x}=_,E=S%2,O=_.label!=null?_.labelSize:0,R=x+O;R>0&&(E?(le-=R,S==3?(ke+=R,h=!0):m=!0):(j-=R,S==0?(Ye+=R,a=!0):f=!0))}}),qn[0]=a,qn[1]=m,qn[2]=f,qn[3]=h,le-=xn[1]+xn[3],ke+=xn[3],j-=xn[2]+xn[0],Ye+=xn[0]}function tf(){let a=ke+le,f=Ye+j,m=ke,h=Ye;function _(y,S){switch(y){case 1:return a+=S,a-S;case 2:return f+=S,f-S;case 3:return m-=S,m+S;case 0:return h-=S,h+S}}A.forEach((y,S)=>{if(y.show&&y._show){let x=y.side;y._pos=_(x,y._size),y.label!=null&&(y._lpos=_(x,y.labelSize))}})}if(H.dataIdx==null){let a=H.hover,f=a.skip=new Set(a.skip??[]);f.add(void 0);let m=a.prox=ue(a.prox),h=a.bias??=0;H.dataIdx=(_,y,S,x)=>{if(y==0)return S;let E=S,O=m(_,y,S,x)??we,R=O>=0&&O<we,I=P.ori==0?le:j,oe=H.left,he=t[0],pe=t[y];if(f.has(pe[S])){E=null;let ie=null,K=null,U;if(h==0||h==-1)for(U=S;ie==null&&U-- >0;)f.has(pe[U])||(ie=U);if(h==0||h==1)for(U=S;K==null&&U++<pe.length;)f.has(pe[U])||(K=U);if(ie!=null||K!=null)if(R){let Ee=ie==null?-1/0:L(he[ie],P,I,0),je=K==null?1/0:L(he[K],P,I,0),st=oe-Ee,ye=je-oe;st<=ye?st<=O&&(E=ie):ye<=O&&(E=K)}else E=K==null?ie:ie==null?K:S-ie<=K-S?ie:K}else R&&Xe(oe-L(he[S],P,I,0))>O&&(E=null);return E}}let Wn=a=>{H.event=a};H.idxs=be,H._lock=!1;let ft=H.points;ft.show=ue(ft.show),ft.size=ue(ft.size),ft.stroke=ue(ft.stroke),ft.width=ue(ft.width),ft.fill=ue(ft.fill);let on=o.focus=Be({},e.focus||{alpha:.3},H.focus),fo=on.prox>=0,mo=fo&&ft.one,It=[],po=[],ho=[];function ga(a,f){let m=ft.show(o,f);if(m instanceof HTMLElement)return Ot(m,Am),Ot(m,a.class),un(m,-10,-10,le,j),w.insertBefore(m,It[f]),m}function _a(a,f){if(l==1||f>0){let m=l==1&&k[a.scale].time,h=a.value;a.value=m?cc(h)?$c(fe,hc(h,q)):h||me:h||Vp,a.label=a.label||(m?Fp:Rp)}if(mo||f>0){a.width=a.width==null?1:a.width,a.paths=a.paths||sd||Ym,a.fillTo=ue(a.fillTo||Qp),a.pxAlign=+de(a.pxAlign,C),a.pxRound=xc(a.pxAlign),a.stroke=ue(a.stroke||null),a.fill=ue(a.fill||null),a._stroke=a._fill=a._paths=a._focus=null;let m=Gp(bt(1,a.width),1),h=a.points=Be({},{size:m,width:bt(1,m*.2),stroke:a.stroke,space:m*2,paths:rd,_stroke:null,_fill:null},a.points);h.show=ue(h.show),h.filter=ue(h.filter),h.fill=ue(h.fill),h.stroke=ue(h.stroke),h.paths=ue(h.paths),h.pxAlign=a.pxAlign}if(Je){let m=Al(a,f);Re.splice(f,0,m[0]),tn.splice(f,0,m[1]),re.values.push(null)}if(pt){be.splice(f,0,null);let m=null;mo?f==0&&(m=ga(a,f)):f>0&&(m=ga(a,f)),It.splice(f,0,m),po.splice(f,0,0),ho.splice(f,0,0)}lt("addSeries",f)}function nf(a,f){f=f??v.length,a=l==1?Yr(a,f,_c,Sc):Yr(a,f,{},wc),v.splice(f,0,a),_a(v[f],f)}o.addSeries=nf;function of(a){if(v.splice(a,1),Je){re.values.splice(a,1),tn.splice(a,1);let f=Re.splice(a,1)[0];io(null,f.firstChild),f.remove()}pt&&(be.splice(a,1),It.splice(a,1)[0].remove(),po.splice(a,1),ho.splice(a,1)),lt("delSeries",a)}o.delSeries=of;let qn=[!1,!1,!1,!1];function lf(a,f){if(a._show=a.show,a.show){let m=a.side%2,h=k[a.scale];h==null&&(a.scale=m?v[1].scale:F,h=k[a.scale]);let _=h.time;a.size=ue(a.size),a.space=ue(a.space),a.rotate=ue(a.rotate),Rn(a.incrs)&&a.incrs.forEach(S=>{!Fn.has(S)&&Fn.set(S,jc(S))}),a.incrs=ue(a.incrs||(h.distr==2?gp:_?M==1?bp:wp:to)),a.splits=ue(a.splits||(_&&h.distr==1?yt:h.distr==3?Vr:h.distr==4?Hp:Ip)),a.stroke=ue(a.stroke),a.grid.stroke=ue(a.grid.stroke),a.ticks.stroke=ue(a.ticks.stroke),a.border.stroke=ue(a.border.stroke);let y=a.values;a.values=Rn(y)&&!Rn(y[0])?ue(y):_?Rn(y)?dc(fe,pc(y,q)):cc(y)?xp(fe,y):y||Oe:y||jp,a.filter=ue(a.filter||(h.distr>=3&&h.log==10?Wp:h.distr==3&&h.log==2?qp:Rc)),a.font=Ec(a.font),a.labelFont=Ec(a.labelFont),a._size=a.size(o,null,f,0),a._space=a._rotate=a._incrs=a._found=a._splits=a._values=null,a._size>0&&(qn[f]=!0,a._el=qt(Mm,b))}}function Xo(a,f,m,h){let[_,y,S,x]=m,E=f%2,O=0;return E==0&&(x||y)&&(O=f==0&&!_||f==2&&!S?Ze(gc.size/3):0),E==1&&(_||S)&&(O=f==1&&!y||f==3&&!x?Ze(yc.size/2):0),O}let ba=o.padding=(e.padding||[Xo,Xo,Xo,Xo]).map(a=>ue(de(a,Xo))),xn=o._padding=ba.map((a,f)=>a(o,f,qn,0)),it,et=null,tt=null,Dl=l==1?v[0].idxs:null,Jt=null,el=!1;function ya(a,f){if(t=a??[],o.data=o._data=t,l==2){it=0;for(let m=1;m<v.length;m++)it+=t[m][0].length}else{t.length==0&&(o.data=o._data=t=[[]]),Jt=t[0],it=Jt.length;let m=t;if(Y==2){m=t.slice();let h=m[0]=Array(it);for(let _=0;_<it;_++)h[_]=_}o._data=t=m}if(go(!0),lt("setData"),Y==2&&(uo=!0),f!==!1){let m=P;m.auto(o,el)?Hs():Mn(F,m.min,m.max),zn=zn||H.left>=0,jt=!0,_o()}}o.setData=ya;function Hs(){el=!0;let a,f;l==1&&(it>0?(et=Dl[0]=0,tt=Dl[1]=it-1,a=t[0][et],f=t[0][tt],Y==2?(a=et,f=tt):a==f&&(Y==3?[a,f]=ys(a,a,P.log,!1):Y==4?[a,f]=Xr(a,a,P.log,!1):P.time?f=a+Ze(86400/M):[a,f]=gs(a,f,ea,!0))):(et=Dl[0]=a=null,tt=Dl[1]=f=null)),Mn(F,a,f)}let Ll,$o,Us,zs,Ws,qs,Vs,Gs,Bs,wt;function va(a,f,m,h,_,y){a??=Gi,m??=na,h??="butt",_??=Gi,y??="round",a!=Ll&&(g.strokeStyle=Ll=a),_!=$o&&(g.fillStyle=$o=_),f!=Us&&(g.lineWidth=Us=f),y!=Ws&&(g.lineJoin=Ws=y),h!=qs&&(g.lineCap=qs=h),m!=zs&&g.setLineDash(zs=m)}function wa(a,f,m,h){f!=$o&&(g.fillStyle=$o=f),a!=Vs&&(g.font=Vs=a),m!=Gs&&(g.textAlign=Gs=m),h!=Bs&&(g.textBaseline=Bs=h)}function Js(a,f,m,h,_=0){if(h.length>0&&a.auto(o,el)&&(f==null||f.min==null)){let y=de(et,0),S=de(tt,h.length-1),x=m.min==null?Wm(h,y,S,_,a.distr==3):[m.min,m.max];a.min=en(a.min,m.min=x[0]),a.max=bt(a.max,m.max=x[1])}}let Sa={min:null,max:null};function sf(){for(let h in k){let _=k[h];V[h]==null&&(_.min==null||V[F]!=null&&_.auto(o,el))&&(V[h]=Sa)}for(let h in k){let _=k[h];V[h]==null&&_.from!=null&&V[_.from]!=null&&(V[h]=Sa)}V[F]!=null&&go(!0);let a={};for(let h in V){let _=V[h];if(_!=null){let y=a[h]=Go(k[h],Zm);if(_.min!=null)Be(y,_);else if(h!=F||l==2)if(it==0&&y.from==null){let S=y.range(o,null,null,h);y.min=S[0],y.max=S[1]}else y.min=we,y.max=-we}}if(it>0){v.forEach((h,_)=>{if(l==1){let y=h.scale,S=V[y];if(S==null)return;let x=a[y];if(_==0){let E=x.range(o,x.min,x.max,y);x.min=E[0],x.max=E[1],et=Xt(x.min,t[0]),tt=Xt(x.max,t[0]),tt-et>1&&(t[0][et]<x.min&&et++,t[0][tt]>x.max&&tt--),h.min=Jt[et],h.max=Jt[tt]}else h.show&&h.auto&&Js(x,S,h,t[_],h.sorted);h.idxs[0]=et,h.idxs[1]=tt}else if(_>0&&h.show&&h.auto){let[y,S]=h.facets,x=y.scale,E=S.scale,[O,R]=t[_],I=a[x],oe=a[E];I!=null&&Js(I,V[x],y,O,y.sorted),oe!=null&&Js(oe,V[E],S,R,S.sorted),h.min=S.min,h.max=S.max}});for(let h in a){let _=a[h],y=V[h];if(_.from==null&&(y==null||y.min==null)){let S=_.range(o,_.min==we?null:_.min,_.max==-we?null:_.max,h);_.min=S[0],_.max=S[1]}}}for(let h in a){let _=a[h];if(_.from!=null){let y=a[_.from];if(y.min==null)_.min=_.max=null;else{let S=_.range(o,y.min,y.max,h);_.min=S[0],_.max=S[1]}}}let f={},m=!1;for(let h in a){let _=a[h],y=k[h];if(y.min!=_.min||y.max!=_.max){y.min=_.min,y.max=_.max;let S=y.distr;y._min=S==3?wn(y.min):S==4?Rr(y.min,y.asinh):S==100?y.fwd(y.min):y.min,y._max=S==3?wn(y.max):S==4?Rr(y.max,y.asinh):S==100?y.fwd(y.max):y.max,f[h]=m=!0}}if(m){v.forEach((h,_)=>{l==2?_>0&&f.y&&(h._paths=null):f[h.scale]&&(h._paths=null)});for(let h in f)uo=!0,lt("setScale",h);pt&&H.left>=0&&(zn=jt=!0)}for(let h in V)V[h]=null}function rf(a){let f=qr(et-1,0,it-1),m=qr(tt+1,0,it-1);for(;a[f]==null&&f>0;)f--;for(;a[m]==null&&m<it-1;)m++;return[f,m]}function af(){if(it>0){let a=v.some(f=>f._focus)&&wt!=on.alpha;a&&(g.globalAlpha=wt=on.alpha),v.forEach((f,m)=>{if(m>0&&f.show&&(ka(m,!1),ka(m,!0),f._paths==null)){let h=wt;wt!=f.alpha&&(g.globalAlpha=wt=f.alpha);let _=l==2?[0,t[m][0].length-1]:rf(t[m]);f._paths=f.paths(o,m,_[0],_[1]),wt!=h&&(g.globalAlpha=wt=h)}}),v.forEach((f,m)=>{if(m>0&&f.show){let h=wt;wt!=f.alpha&&(g.globalAlpha=wt=f.alpha),f._paths!=null&&xa(m,!1);{let _=f._paths!=null?f._paths.gaps:null,y=f.points.show(o,m,et,tt,_),S=f.points.filter(o,m,y,_);(y||S)&&(f.points._paths=f.points.paths(o,m,et,tt,S),xa(m,!0))}wt!=h&&(g.globalAlpha=wt=h),lt("drawSeries",m)}}),a&&(g.globalAlpha=wt=1)}}function ka(a,f){let m=f?v[a].points:v[a];m._stroke=m.stroke(o,a),m._fill=m.fill(o,a)}function xa(a,f){let m=f?v[a].points:v[a],{stroke:h,fill:_,clip:y,flags:S,_stroke:x=m._stroke,_fill:E=m._fill,_width:O=m.width}=m._paths;O=Se(O*$e,3);let R=null,I=O%2/2;f&&E==null&&(E=O>0?"#fff":x);let oe=m.pxAlign==1&&I>0;if(oe&&g.translate(I,I),!f){let he=Tt-O/2,pe=Ft-O/2,ie=vt+O,K=Bt+O;R=new Path2D,R.rect(he,pe,ie,K)}f?Ys(x,O,m.dash,m.cap,E,h,_,S,y):cf(a,x,O,m.dash,m.cap,E,h,_,S,R,y),oe&&g.translate(-I,-I)}function cf(a,f,m,h,_,y,S,x,E,O,R){let I=!1;E!=0&&ee.forEach((oe,he)=>{if(oe.series[0]==a){let pe=v[oe.series[1]],ie=t[oe.series[1]],K=(pe._paths||kl).band;Rn(K)&&(K=oe.dir==1?K[0]:K[1]);let U,Ee=null;pe.show&&K&&Vm(ie,et,tt)?(Ee=oe.fill(o,he)||y,U=pe._paths.clip):K=null,Ys(f,m,h,_,Ee,S,x,E,O,R,U,K),I=!0}}),I||Ys(f,m,h,_,y,S,x,E,O,R)}let Ta=Bo|Br;function Ys(a,f,m,h,_,y,S,x,E,O,R,I){va(a,f,m,h,_),(E||O||I)&&(g.save(),E&&g.clip(E),O&&g.clip(O)),I?(x&Ta)==Ta?(g.clip(I),R&&g.clip(R),Fl(_,S),Rl(a,y,f)):x&Br?(Fl(_,S),g.clip(I),Rl(a,y,f)):x&Bo&&(g.save(),g.clip(I),R&&g.clip(R),Fl(_,S),g.restore(),Rl(a,y,f)):(Fl(_,S),Rl(a,y,f)),(E||O||I)&&g.restore()}function Rl(a,f,m){m>0&&(f instanceof Map?f.forEach((h,_)=>{g.strokeStyle=Ll=_,g.stroke(h)}):f!=null&&a&&g.stroke(f))}function Fl(a,f){f instanceof Map?f.forEach((m,h)=>{g.fillStyle=$o=h,g.fill(m)}):f!=null&&a&&g.fill(f)}function uf(a,f,m,h){let _=A[a],y;if(h<=0)y=[0,0];else{let S=_._space=_.space(o,a,f,m,h),x=_._incrs=_.incrs(o,a,f,m,h,S);y=md(f,m,x,h,S)}return _._found=y}function Qs(a,f,m,h,_,y,S,x,E,O){let R=S%2/2;C==1&&g.translate(R,R),va(x,S,E,O,x),g.beginPath();let I,oe,he,pe,ie=_+(h==0||h==3?-y:y);m==0?(oe=_,pe=ie):(I=_,he=ie);for(let K=0;K<a.length;K++)f[K]!=null&&(m==0?I=he=a[K]:oe=pe=a[K],g.moveTo(I,oe),g.lineTo(he,pe));g.stroke(),C==1&&g.translate(-R,-R)}function ff(a){let f=!0;return A.forEach((m,h)=>{if(!m.show)return;let _=k[m.scale];if(_.min==null){m._show&&(f=!1,m._show=!1,go(!1));return}else m._show||(f=!1,m._show=!0,go(!1));let y=m.side,S=y%2,{min:x,max:E}=_,[O,R]=uf(h,x,E,S==0?le:j);if(R==0)return;let I=_.distr==2,oe=m._splits=m.splits(o,h,x,E,O,R,I),he=_.distr==2?oe.map(U=>Jt[U]):oe,pe=_.distr==2?Jt[oe[1]]-Jt[oe[0]]:O,ie=m._values=m.values(o,m.filter(o,he,h,R,pe),h,R,pe);m._rotate=y==2?m.rotate(o,ie,h,R):0;let K=m._size;m._size=Vt(m.size(o,ie,h,a)),K!=null&&m._size!=K&&(f=!1)}),f}function mf(a){let f=!0;return ba.forEach((m,h)=>{let _=m(o,h,qn,a);_!=xn[h]&&(f=!1),xn[h]=_}),f}function pf(){for(let a=0;a<A.length;a++){let f=A[a];if(!f.show||!f._show)continue;let m=f.side,h=m%2,_,y,S=f.stroke(o,a),x=m==0||m==3?-1:1,[E,O]=f._found;if(f.label!=null){let $t=f.labelGap*x,Et=Ze((f._lpos+$t)*$e);wa(f.labelFont[0],S,"center",m==2?"top":Vi),g.save(),h==1?(_=y=0,g.translate(Et,Ze(Ft+Bt/2)),g.rotate((m==3?-hs:hs)/2)):(_=Ze(Tt+vt/2),y=Et);let Bn=Dc(f.label)?f.label(o,a,E,O):f.label;g.fillText(Bn,_,y),g.restore()}if(O==0)continue;let R=k[f.scale],I=h==0?vt:Bt,oe=h==0?Tt:Ft,he=f._splits,pe=R.distr==2?he.map($t=>Jt[$t]):he,ie=R.distr==2?Jt[he[1]]-Jt[he[0]]:E,K=f.ticks,U=f.border,Ee=K.show?K.size:0,je=Ze(Ee*$e),st=Ze((f.alignTo==2?f._size-Ee-f.gap:f.gap)*$e),ye=f._rotate*-hs/180,Ie=T(f._pos*$e),Mt=(je+st)*x,ht=Ie+Mt;y=h==0?ht:0,_=h==1?ht:0;let Ht=f.font[0],Yt=f.align==1?Uo:f.align==2?Or:ye>0?Uo:ye<0?Or:h==0?"center":m==3?Or:Uo,rn=ye||h==1?"middle":m==2?"top":Vi;wa(Ht,S,Yt,rn);let Ct=f.font[1]*f.lineGap,Ut=he.map($t=>T(i($t,R,I,oe))),Qt=f._values;for(let $t=0;$t<Qt.length;$t++){let Et=Qt[$t];if(Et!=null){h==0?_=Ut[$t]:y=Ut[$t],Et=""+Et;let Bn=Et.indexOf(`
`)==-1?[Et]:Et.split(/\n/gm);for(let gt=0;gt<Bn.length;gt++){let Va=Bn[gt];ye?(g.save(),g.translate(_,y+gt*Ct),g.rotate(ye),g.fillText(Va,0,0),g.restore()):g.fillText(Va,_,y+gt*Ct)}}}K.show&&Qs(Ut,K.filter(o,pe,a,O,ie),h,m,Ie,je,Se(K.width*$e,3),K.stroke(o,a),K.dash,K.cap);let an=f.grid;an.show&&Qs(Ut,an.filter(o,pe,a,O,ie),h,h==0?2:1,h==0?Ft:Tt,h==0?Bt:vt,Se(an.width*$e,3),an.stroke(o,a),an.dash,an.cap),U.show&&Qs([Ie],[1],h==0?1:0,h==0?1:2,h==1?Ft:Tt,h==1?Bt:vt,Se(U.width*$e,3),U.stroke(o,a),U.dash,U.cap)}lt("drawAxes")}function go(a){v.forEach((f,m)=>{m>0&&(f._paths=null,a&&(l==1?(f.min=null,f.max=null):f.facets.forEach(h=>{h.min=null,h.max=null})))})}let jl=!1,Ks=!1,tl=[];function df(){Ks=!1;for(let a=0;a<tl.length;a++)lt(...tl[a]);tl.length=0}function _o(){jl||(sp(Ma),jl=!0)}function hf(a,f=!1){jl=!0,Ks=f,a(o),Ma(),f&&tl.length>0&&queueMicrotask(df)}o.batch=hf;function Ma(){if(js&&(sf(),js=!1),uo&&(Zu(),uo=!1),Nl){if(Ne($,Uo,ke),Ne($,"top",Ye),Ne($,yl,le),Ne($,vl,j),Ne(w,Uo,ke),Ne(w,"top",Ye),Ne(w,yl,le),Ne(w,vl,j),Ne(b,yl,dn),Ne(b,vl,In),d.width=Ze(dn*$e),d.height=Ze(In*$e),A.forEach(({_el:a,_show:f,_size:m,_pos:h,side:_})=>{if(a!=null)if(f){let y=_===3||_===0?m:0,S=_%2==1;Ne(a,S?"left":"top",h-y),Ne(a,S?"width":"height",m),Ne(a,S?"top":"left",S?Ye:ke),Ne(a,S?"height":"width",S?j:le),zr(a,no)}else Ot(a,no)}),Ll=$o=Us=Ws=qs=Vs=Gs=Bs=zs=null,wt=1,ll(!0),ke!=co||Ye!=Hn||le!=nn||j!=Un){go(!1);let a=le/nn,f=j/Un;if(pt&&!zn&&H.left>=0){H.left*=a,H.top*=f,bo&&un(bo,Ze(H.left),0,le,j),yo&&un(yo,0,Ze(H.top),le,j);for(let m=0;m<It.length;m++){let h=It[m];h!=null&&(po[m]*=a,ho[m]*=f,un(h,Vt(po[m]),Vt(ho[m]),le,j))}}if(Ce.show&&!Ol&&Ce.left>=0&&Ce.width>0){Ce.left*=a,Ce.width*=a,Ce.top*=f,Ce.height*=f;for(let m in or)Ne(So,m,Ce[m])}co=ke,Hn=Ye,nn=le,Un=j}lt("setSize"),Nl=!1}dn>0&&In>0&&(g.clearRect(0,0,d.width,d.height),lt("drawClear"),N.forEach(a=>a()),lt("draw")),Ce.show&&Ol&&(Il(Ce),Ol=!1),pt&&zn&&(Gn(null,!0,!1),zn=!1),re.show&&re.live&&jt&&(tr(),jt=!1),c||(c=!0,o.status=1,lt("ready")),el=!1,jl=!1}o.redraw=(a,f)=>{uo=f||!1,a!==!1?Mn(F,P.min,P.max):_o()};function Zs(a,f){let m=k[a];if(m.from==null){if(it==0){let h=m.range(o,f.min,f.max,a);f.min=h[0],f.max=h[1]}if(f.min>f.max){let h=f.min;f.min=f.max,f.max=h}if(it>1&&f.min!=null&&f.max!=null&&f.max-f.min<1e-16)return;a==F&&m.distr==2&&it>0&&(f.min=Xt(f.min,t[0]),f.max=Xt(f.max,t[0]),f.min==f.max&&f.max++),V[a]=f,js=!0,_o()}}o.setScale=Zs;let Xs,er,bo,yo,Ca,Ea,vo,wo,Pa,Aa,Me,Le,Tn=!1,ct=H.drag,nt=ct.x,ot=ct.y;pt&&(H.x&&(Xs=qt(Em,w)),H.y&&(er=qt(Pm,w)),P.ori==0?(bo=Xs,yo=er):(bo=er,yo=Xs),Me=H.left,Le=H.top);let Ce=o.select=Be({show:!0,over:!0,left:0,width:0,top:0,height:0},e.select),So=Ce.show?qt(Cm,Ce.over?w:$):null;function Il(a,f){if(Ce.show){for(let m in a)Ce[m]=a[m],m in or&&Ne(So,m,a[m]);f!==!1&&lt("setSelect")}}o.setSelect=Il;function $f(a){if(v[a].show)Je&&zr(Re[a],no);else if(Je&&Ot(Re[a],no),pt){let m=mo?It[0]:It[a];m!=null&&un(m,-10,-10,le,j)}}function Mn(a,f,m){Zs(a,{min:f,max:m})}function ln(a,f,m,h){f.focus!=null&&vf(a),f.show!=null&&v.forEach((_,y)=>{y>0&&(a==y||a==null)&&(_.show=f.show,$f(y),l==2?(Mn(_.facets[0].scale,null,null),Mn(_.facets[1].scale,null,null)):Mn(_.scale,null,null),_o())}),m!==!1&&lt("setSeries",a,f),h&&sl("setSeries",o,a,f)}o.setSeries=ln;function gf(a,f){Be(ee[a],f)}function _f(a,f){a.fill=ue(a.fill||null),a.dir=de(a.dir,-1),f=f??ee.length,ee.splice(f,0,a)}function bf(a){a==null?ee.length=0:ee.splice(a,1)}o.addBand=_f,o.setBand=gf,o.delBand=bf;function yf(a,f){v[a].alpha=f,pt&&It[a]!=null&&(It[a].style.opacity=f),Je&&Re[a]&&(Re[a].style.opacity=f)}let hn,Cn,Vn,ko={focus:!0};function vf(a){if(a!=Vn){let f=a==null,m=on.alpha!=1;v.forEach((h,_)=>{if(l==1||_>0){let y=f||_==0||_==a;h._focus=f?null:y,m&&yf(_,y?1:on.alpha)}}),Vn=a,m&&_o()}}Je&&fo&&dt(Yi,ge,a=>{H._lock||(Wn(a),Vn!=null&&ln(null,ko,!0,qe.setSeries))});function sn(a,f,m){let h=k[f];m&&(a=a/$e-(h.ori==1?Ye:ke));let _=le;h.ori==1&&(_=j,a=_-a),h.dir==-1&&(a=_-a);let y=h._min,S=h._max,x=a/_,E=y+(S-y)*x,O=h.distr;return O==3?qo(10,E):O==4?Bm(E,h.asinh):O==100?h.bwd(E):E}function wf(a,f){let m=sn(a,F,f);return Xt(m,t[0],et,tt)}o.valToIdx=a=>Xt(a,t[0]),o.posToIdx=wf,o.posToVal=sn,o.valToPos=(a,f,m)=>k[f].ori==0?s(a,k[f],m?vt:le,m?Tt:0):r(a,k[f],m?Bt:j,m?Ft:0),o.setCursor=(a,f,m)=>{Me=a.left,Le=a.top,Gn(null,f,m)};function Na(a,f){Ne(So,Uo,Ce.left=a),Ne(So,yl,Ce.width=f)}function Oa(a,f){Ne(So,"top",Ce.top=a),Ne(So,vl,Ce.height=f)}let nl=P.ori==0?Na:Oa,ol=P.ori==1?Na:Oa;function Sf(){if(Je&&re.live)for(let a=l==2?1:0;a<v.length;a++){if(a==0&&Rt)continue;let f=re.values[a],m=0;for(let h in f)tn[a][m++].firstChild.nodeValue=f[h]}}function tr(a,f){if(a!=null&&(a.idxs?a.idxs.forEach((m,h)=>{be[h]=m}):Km(a.idx)||be.fill(a.idx),re.idx=be[0]),Je&&re.live){for(let m=0;m<v.length;m++)(m>0||l==1&&!Rt)&&kf(m,be[m]);Sf()}jt=!1,f!==!1&&lt("setLegend")}o.setLegend=tr;function kf(a,f){let m=v[a],h=a==0&&Y==2?Jt:t[a],_;Rt?_=m.values(o,a,f)??kn:(_=m.value(o,f==null?null:h[f],a,f),_=_==null?kn:{_}),re.values[a]=_}function Gn(a,f,m){Pa=Me,Aa=Le,[Me,Le]=H.move(o,Me,Le),H.left=Me,H.top=Le,pt&&(bo&&un(bo,Ze(Me),0,le,j),yo&&un(yo,0,Ze(Le),le,j));let h,_=et>tt;hn=we,Cn=null;let y=P.ori==0?le:j,S=P.ori==1?le:j;if(Me<0||it==0||_){h=H.idx=null;for(let x=0;x<v.length;x++){let E=It[x];E!=null&&un(E,-10,-10,le,j)}fo&&ln(null,ko,!0,a==null&&qe.setSeries),re.live&&(be.fill(h),jt=!0)}else{let x,E,O;l==1&&(x=P.ori==0?Me:Le,E=sn(x,F),h=H.idx=Xt(E,t[0],et,tt),O=L(t[0][h],P,y,0));let R=-10,I=-10,oe=0,he=0,pe=!0,ie="",K="";for(let U=l==2?1:0;U<v.length;U++){let Ee=v[U],je=be[U],st=je==null?null:l==1?t[U][je]:t[U][1][je],ye=H.dataIdx(o,U,h,E),Ie=ye==null?null:l==1?t[U][ye]:t[U][1][ye];if(jt=jt||Ie!=st||ye!=je,be[U]=ye,U>0&&Ee.show){let Mt=ye==null?-10:ye==h?O:L(l==1?t[0][ye]:t[U][0][ye],P,y,0),ht=Ie==null?-10:ne(Ie,l==1?k[Ee.scale]:k[Ee.facets[1].scale],S,0);if(fo&&Ie!=null){let Ht=P.ori==1?Me:Le,Yt=Xe(on.dist(o,U,ye,ht,Ht));if(Yt<hn){let rn=on.bias;if(rn!=0){let Ct=sn(Ht,Ee.scale),Ut=Ie>=0?1:-1,Qt=Ct>=0?1:-1;Qt==Ut&&(Qt==1?rn==1?Ie>=Ct:Ie<=Ct:rn==1?Ie<=Ct:Ie>=Ct)&&(hn=Yt,Cn=U)}else hn=Yt,Cn=U}}if(jt||mo){let Ht,Yt;P.ori==0?(Ht=Mt,Yt=ht):(Ht=ht,Yt=Mt);let rn,Ct,Ut,Qt,an,$t,Et=!0,Bn=ft.bbox;if(Bn!=null){Et=!1;let gt=Bn(o,U);Ut=gt.left,Qt=gt.top,rn=gt.width,Ct=gt.height}else Ut=Ht,Qt=Yt,rn=Ct=ft.size(o,U);if($t=ft.fill(o,U),an=ft.stroke(o,U),mo)U==Cn&&hn<=on.prox&&(R=Ut,I=Qt,oe=rn,he=Ct,pe=Et,ie=$t,K=an);else{let gt=It[U];gt!=null&&(po[U]=Ut,ho[U]=Qt,nc(gt,rn,Ct,Et),ec(gt,$t,an),un(gt,Vt(Ut),Vt(Qt),le,j))}}}}if(mo){let U=on.prox,Ee=Vn==null?hn<=U:hn>U||Cn!=Vn;if(jt||Ee){let je=It[0];je!=null&&(po[0]=R,ho[0]=I,nc(je,oe,he,pe),ec(je,ie,K),un(je,Vt(R),Vt(I),le,j))}}}if(Ce.show&&Tn)if(a!=null){let[x,E]=qe.scales,[O,R]=qe.match,[I,oe]=a.cursor.sync.scales,he=a.cursor.drag;if(nt=he._x,ot=he._y,nt||ot){let{left:pe,top:ie,width:K,height:U}=a.select,Ee=a.scales[I].ori,je=a.posToVal,st,ye,Ie,Mt,ht,Ht=x!=null&&O(x,I),Yt=E!=null&&R(E,oe);Ht&&nt?(Ee==0?(st=pe,ye=K):(st=ie,ye=U),Ie=k[x],Mt=L(je(st,I),Ie,y,0),ht=L(je(st+ye,I),Ie,y,0),nl(en(Mt,ht),Xe(ht-Mt))):nl(0,y),Yt&&ot?(Ee==1?(st=pe,ye=K):(st=ie,ye=U),Ie=k[E],Mt=ne(je(st,oe),Ie,S,0),ht=ne(je(st+ye,oe),Ie,S,0),ol(en(Mt,ht),Xe(ht-Mt))):ol(0,S)}else lr()}else{let x=Xe(Pa-Ca),E=Xe(Aa-Ea);if(P.ori==1){let oe=x;x=E,E=oe}nt=ct.x&&x>=ct.dist,ot=ct.y&&E>=ct.dist;let O=ct.uni;O!=null?nt&&ot&&(nt=x>=O,ot=E>=O,!nt&&!ot&&(E>x?ot=!0:nt=!0)):ct.x&&ct.y&&(nt||ot)&&(nt=ot=!0);let R,I;nt&&(P.ori==0?(R=vo,I=Me):(R=wo,I=Le),nl(en(R,I),Xe(I-R)),ot||ol(0,S)),ot&&(P.ori==1?(R=vo,I=Me):(R=wo,I=Le),ol(en(R,I),Xe(I-R)),nt||nl(0,y)),!nt&&!ot&&(nl(0,0),ol(0,0))}if(ct._x=nt,ct._y=ot,a==null){if(m){if(qa!=null){let[x,E]=qe.scales;qe.values[0]=x!=null?sn(P.ori==0?Me:Le,x):null,qe.values[1]=E!=null?sn(P.ori==1?Me:Le,E):null}sl(Dr,o,Me,Le,le,j,h)}if(fo){let x=m&&qe.setSeries,E=on.prox;Vn==null?hn<=E&&ln(Cn,ko,!0,x):hn>E?ln(null,ko,!0,x):Cn!=Vn&&ln(Cn,ko,!0,x)}}jt&&(re.idx=h,tr()),f!==!1&&lt("setCursor")}let En=null;Object.defineProperty(o,"rect",{get(){return En==null&&ll(!1),En}});function ll(a=!1){a?En=null:(En=w.getBoundingClientRect(),lt("syncRect",En))}function Da(a,f,m,h,_,y,S){H._lock||Tn&&a!=null&&a.movementX==0&&a.movementY==0||(nr(a,f,m,h,_,y,S,!1,a!=null),a!=null?Gn(null,!0,!0):Gn(f,!0,!1))}function nr(a,f,m,h,_,y,S,x,E){if(En==null&&ll(!1),Wn(a),a!=null)m=a.clientX-En.left,h=a.clientY-En.top;else{if(m<0||h<0){Me=-10,Le=-10;return}let[O,R]=qe.scales,I=f.cursor.sync,[oe,he]=I.values,[pe,ie]=I.scales,[K,U]=qe.match,Ee=f.axes[0].side%2==1,je=P.ori==0?le:j,st=P.ori==1?le:j,ye=Ee?y:_,Ie=Ee?_:y,Mt=Ee?h:m,ht=Ee?m:h;if(pe!=null?m=K(O,pe)?i(oe,k[O],je,0):-10:m=je*(Mt/ye),ie!=null?h=U(R,ie)?i(he,k[R],st,0):-10:h=st*(ht/Ie),P.ori==1){let Ht=m;m=h,h=Ht}}E&&(f==null||f.cursor.event.type==Dr)&&((m<=1||m>=le-1)&&(m=eo(m,le)),(h<=1||h>=j-1)&&(h=eo(h,j))),x?(Ca=m,Ea=h,[vo,wo]=H.move(o,m,h)):(Me=m,Le=h)}let or={width:0,height:0,left:0,top:0};function lr(){Il(or,!1)}let La,Ra,Fa,ja;function Ia(a,f,m,h,_,y,S){Tn=!0,nt=ot=ct._x=ct._y=!1,nr(a,f,m,h,_,y,S,!0,!1),a!=null&&(dt(Lr,Hr,Ha,!1),sl(Bi,o,vo,wo,le,j,null));let{left:x,top:E,width:O,height:R}=Ce;La=x,Ra=E,Fa=O,ja=R}function Ha(a,f,m,h,_,y,S){Tn=ct._x=ct._y=!1,nr(a,f,m,h,_,y,S,!1,!0);let{left:x,top:E,width:O,height:R}=Ce,I=O>0||R>0,oe=La!=x||Ra!=E||Fa!=O||ja!=R;if(I&&oe&&Il(Ce),ct.setScale&&I&&oe){let he=x,pe=O,ie=E,K=R;if(P.ori==1&&(he=E,pe=R,ie=x,K=O),nt&&Mn(F,sn(he,F),sn(he+pe,F)),ot)for(let U in k){let Ee=k[U];U!=F&&Ee.from==null&&Ee.min!=we&&Mn(U,sn(ie+K,U),sn(ie,U))}lr()}else H.lock&&(H._lock=!H._lock,Gn(f,!0,a!=null));a!=null&&(io(Lr,Hr),sl(Lr,o,Me,Le,le,j,null))}function xf(a,f,m,h,_,y,S){if(H._lock)return;Wn(a);let x=Tn;if(Tn){let E=!0,O=!0,R=10,I,oe;P.ori==0?(I=nt,oe=ot):(I=ot,oe=nt),I&&oe&&(E=Me<=R||Me>=le-R,O=Le<=R||Le>=j-R),I&&E&&(Me=Me<vo?0:le),oe&&O&&(Le=Le<wo?0:j),Gn(null,!0,!0),Tn=!1}Me=-10,Le=-10,be.fill(null),Gn(null,!0,!0),x&&(Tn=x)}function Ua(a,f,m,h,_,y,S){H._lock||(Wn(a),Hs(),lr(),a!=null&&sl(Qi,o,Me,Le,le,j,null))}function za(){A.forEach(pd),Is(o.width,o.height,!0)}oo($s,Wo,za);let xo={};xo.mousedown=Ia,xo.mousemove=Da,xo.mouseup=Ha,xo.dblclick=Ua,xo.setSeries=(a,f,m,h)=>{let _=qe.match[2];m=_(o,f,m),m!=-1&&ln(m,h,!0,!1)},pt&&(dt(Bi,w,Ia),dt(Dr,w,Da),dt(Ji,w,a=>{Wn(a),ll(!1)}),dt(Yi,w,xf),dt(Qi,w,Ua),Jr.add(o),o.syncRect=ll);let Hl=o.hooks=e.hooks||{};function lt(a,f,m){Ks?tl.push([a,f,m]):a in Hl&&Hl[a].forEach(h=>{h.call(null,o,f,m)})}(e.plugins||[]).forEach(a=>{for(let f in a.hooks)Hl[f]=(Hl[f]||[]).concat(a.hooks[f])});let Wa=(a,f,m)=>m,qe=Be({key:null,setSeries:!1,filters:{pub:ac,sub:ac},scales:[F,v[1]?v[1].scale:null],match:[ic,ic,Wa],values:[null,null]},H.sync);qe.match.length==2&&qe.match.push(Wa),H.sync=qe;let qa=qe.key,sr=lu(qa);function sl(a,f,m,h,_,y,S){qe.filters.pub(a,f,m,h,_,y,S)&&sr.pub(a,f,m,h,_,y,S)}sr.sub(o);function Tf(a,f,m,h,_,y,S){qe.filters.sub(a,f,m,h,_,y,S)&&xo[a](null,f,m,h,_,y,S)}o.pub=Tf;function Mf(){sr.unsub(o),Jr.delete(o),jn.clear(),Wr($s,Wo,za),p.remove(),ge?.remove(),lt("destroy")}o.destroy=Mf;function rr(){lt("init",e,t),ya(t||e.data,!1),V[F]?Zs(F,V[F]):Hs(),Ol=Ce.show&&(Ce.width>0||Ce.height>0),zn=jt=!0,Is(e.width,e.height)}return v.forEach(_a),A.forEach(lf),n?n instanceof HTMLElement?(n.appendChild(p),rr()):n(o,rr):rr(),o}at.assign=Be;at.fmtNum=ta;at.rangeNum=gs;at.rangeLog=ys;at.rangeAsinh=Xr;at.orient=so;at.pxRatio=$e;at.join=lp;at.fmtDate=oa,at.tzDate=hp;at.sync=lu;{at.addGap=Kp,at.clipGaps=Ss;let e=at.paths={points:uu};e.linear=mu,e.stepped=ed,e.bars=td,e.spline=od}var _u=250,dd=40;function hd(e,t){let n=0,o=0;return e.map(l=>l==null||!Number.isFinite(l)?null:(n=t*n+(1-t)*l,o=t*o+(1-t),n/o))}function $u(e){return at.join(e.map(t=>[t.step,t.value]))}var $d=e=>e.replace(/^rgb\((.*)\)$/,"rgba($1, 0.32)").replace(/^(color\(.*?)\)$/,"$1 / 0.32)");function gd(e,t,n){let o=e.step.length<=60,l={spanGaps:!0,stroke:t,label:e.label,dash:e.dash};return!n||o?[{...l,width:2,points:{show:o,size:5,fill:t}}]:[{...l,width:1,stroke:$d(t),dash:void 0,points:{show:!1}},{...l,width:2.2,points:{show:!1}}]}function _d({width:e,series:t,log:n,group:o,smoothing:l,onCursor:s}){let r={stroke:Xl("--line"),width:1},i={stroke:Xl("--muted"),grid:r,ticks:{...r,size:4},font:"12px Figtree, sans-serif"};return{width:e,height:_u,legend:{show:!1},padding:[10,10,0,0],cursor:{sync:{key:o,scales:["x",null]},points:{size:7},drag:{x:!0,y:!1}},scales:{x:{time:!1},y:n?{distr:3}:{}},axes:[{...i,values:(c,p)=>p.map(z),space:56,size:32},{...i,size:58,values:(c,p)=>p.map(d=>d==null?"":X(d))}],series:[{},...t.flatMap(c=>gd(c,Xl(c.colour),l))],hooks:{setCursor:[c=>s(c.cursor.idx)]}}}function gu(e,t,n){let o=l=>l==null||!Number.isFinite(l)||n&&l<=0?null:l;return e.flatMap(l=>{let s={step:l.step,value:l.value.map(o)};return!t||l.step.length<=60?[s]:[s,{step:l.step,value:hd(l.value,t).map(o)}]})}function bu(e,t){let n=null;for(let o=0;o<e.step.length&&e.step[o]<=t;o++)n=e.value[o];return n}function Ms({title:e,series:t,log:n,smoothing:o,group:l,sentence:s}){let r=Ue(),i=Ue(),[c,p]=D(null),d=Pe(Po),g=t.map($=>`${$.name}${$.step.length<=60}`).join();ce(()=>{let $=r.current,w=()=>Math.max(200,$.clientWidth),C=v=>p(v==null?null:i.current?.data[0][v]??null),T=new at(_d({width:w(),series:t,log:n,group:l,smoothing:o,onCursor:C}),$u(gu(t,o,n)),$);i.current=T;let M=new ResizeObserver(()=>T.setSize({width:w(),height:_u}));return M.observe($),()=>{M.disconnect(),T.destroy()}},[g,n,o,l,d]),ce(()=>{let $=i.current,{min:w,max:C}=$.scales.x,T=$.data[0],M=w!=null&&T.length>0&&(w>T[0]||C<T[T.length-1]);$.setData($u(gu(t,o,n)),!M),M&&$.setScale("x",{min:w,max:C})},[t]);let b=Math.max(...t.map($=>$.step[$.step.length-1]??0));return u`
    <figure class="chart">
      <figcaption>
        <h3>${e}</h3>
        <ul class="legend">${t.map($=>u`
          <li><span class="line ${$.dash?"dashed":""}" style=${{color:`var(${$.colour})`}}></span>
            ${$.label} <b>${X(bu($,c??b))}</b></li>`)}
          <li class="quiet">step ${z(c??b)}</li></ul>
      </figcaption>
      <div ref=${r} class="canvas" aria-hidden="true"></div>
      <p class="sentence">${s}</p>
      <${bd} series=${t} title=${e} />
    </figure>`}function bd({series:e,title:t}){let[n,o]=D(!1),l=[...new Set(e.flatMap(i=>i.step))].sort((i,c)=>i-c),s=Math.max(1,Math.ceil(l.length/dd)),r=l.filter((i,c)=>c%s===0||c===l.length-1);return u`
    <details onToggle=${i=>o(i.currentTarget.open)}>
      <summary>${t} as a table</summary>
      ${n&&u`
        <${Ho} label="${t} as a table">
          <table class="tight"><${mt} columns=${["Step",...e.map(i=>`${i.label}#`)]} />
            <tbody>${r.map(i=>u`
              <tr key=${i}><th scope="row">${z(i)}</th>
                ${e.map(c=>u`<td class="n">${X(bu(c,i))}</td>`)}</tr>`)}</tbody></table>
        <//>`}
    </details>`}var Cs=6,yd=[void 0,[8,4],[2,3],[10,3,2,3],[5,5],[14,4]],vd=["val_accuracy","val_loss","accuracy","loss"];function ua(e,t="",n={}){if(e&&typeof e=="object"&&Object.keys(e).length)for(let[o,l]of Object.entries(e))ua(l,t?`${t}.${o}`:o,n);else t&&(n[t]=e);return n}var yu=e=>({match:Dn(e),every:5e3});function vu({params:e}){let t=[...new Set((e.jobs||"").split(",").filter(Boolean))].slice(0,Cs),n=c=>t[c]?`/v1/jobs/${encodeURIComponent(t[c])}`:null,o=Array.from({length:Cs},(c,p)=>p),l=o.map(c=>B(n(c),yu(t[c]))),s=o.map(c=>B(n(c)&&`${n(c)}/metrics?points=400`,yu(t[c]))),r=t.map((c,p)=>({id:c,job:l[p].data,error:l[p].error,metrics:s[p].data?.data||[]})),i=r.filter(c=>c.job);return u`
    <${Ae} title="Compare" crumb=${u`<a href=${Q(["jobs"])}>Jobs</a>`} lead=${i.map(c=>c.job.name).join(" \xB7 ")}>
      ${!t.length&&u`<${ut} title="Nothing to compare">Tick two or more jobs in the list, then choose “Compare”.<//>`}
      ${r.map(c=>!c.job&&(c.error?u`<${se} error=${c.error} />`:u`<${We} what=${c.id} />`))}
      ${i.length>0&&u`
        <${wd} shown=${i} name=${e.metric} log=${e.log==="1"} />
        <${Sd} shown=${i} />`}
    <//>`}function wd({shown:e,name:t,log:n}){let o=[...new Set(e.flatMap(c=>c.metrics.filter(p=>p.step?.length).map(p=>p.name)))],l=o.includes(t)?t:vd.find(c=>o.includes(c))||o[0],s=To(()=>e.flatMap((c,p)=>{let d=c.metrics.find(g=>g.name===l&&g.step.length);return d?[{...d,name:c.id,label:c.job.name,colour:`--hue-${p}`,dash:yd[p]}]:[]}),[l,...e.map(c=>c.metrics)]);if(!s.length)return u`<${W} title="Curves"><p class="quiet">None of them has metrics yet.</p><//>`;let i=s.map(c=>[c.label,as(l)(...c.value.filter(Number.isFinite))]).map(([c,p])=>`${c}: best ${l} ${X(p)}.`).join(" ");return u`
    <${W} title="Curves" actions=${u`
      <label class="check">Metric <select class="inline" value=${l} onChange=${c=>Pt({metric:c.currentTarget.value})}>
        ${o.map(c=>u`<option value=${c}>${c}</option>`)}</select></label>
      <${$l} label="Log scale" checked=${n} set=${c=>Pt({log:c?"1":""})} />`}>
      <${Ms} key=${l} title=${l} series=${s} log=${n} smoothing=${l.startsWith("val_")?0:.6} group="compare" sentence=${i} />
    <//>`}function Sd({shown:e}){let[t,n]=D(!1),o=e.map(c=>({...ua(c.job.metrics.latest),...ua({spec:{...c.job.spec,name:void 0}})})),l=[...new Set(o.flatMap(Object.keys))],s=c=>new Set(o.map(p=>JSON.stringify(p[c]))).size>1,r=l.filter(c=>t||s(c)),i=c=>c===void 0?"\u2013":typeof c=="number"?X(c):typeof c=="object"?JSON.stringify(c):String(c);return u`
    <${W} title=${t?"Figures and specs":"Differences"} actions=${u`
      <${$l} label="Also what is equal" checked=${t} set=${n} />`}>
      <${Ho} label="Jobs side by side" tall>
        <table class="tight compare"><thead><tr><th scope="col">What</th>${e.map(c=>u`
          <th scope="col"><a href=${Q(["jobs",c.id])}>${c.job.name}</a><br /><${Do} state=${c.job.state} /></th>`)}</tr></thead>
          <tbody>${r.map(c=>u`
            <tr key=${c}><th scope="row">${c.replace(/^spec\./,"")}</th>
              ${o.map(p=>u`<td class=${s(c)?"differs":""}>${i(p[c])}</td>`)}</tr>`)}</tbody></table>
      <//>
      ${!r.length&&u`<p class="quiet">They were asked the same and say the same.</p>`}
    <//>`}function Ko({list:e,params:t}){return!e||!e.has_more&&!t.after?null:u`
    <nav class="pager" aria-label="More of this list">
      ${t.after&&u`<button onClick=${()=>Pt({after:""})}>Newest</button>`}
      ${e.has_more&&u`<button onClick=${()=>Pt({after:e.next})}>Older</button>`}
    </nav>`}var kd=50,xd=["","queued","running","paused","succeeded","failed","cancelled"];function wu({params:e}){let t=`/v1/jobs${gn({state:e.state,tenant:e.tenant,q:e.q,after:e.after,limit:kd})}`,n=B(t,{match:Wt,every:5e3,keep:!0}),o=n.data?.data,[l,s]=D([]),r=e.state||e.q||e.tenant;return u`
    <${Ae} title="Jobs" actions=${u`<${ae} command=${te("GET",t)} /><${us} />`}>
      <${Td} params=${e} />
      ${l.length>0&&u`<${Cd} ids=${l} clear=${()=>s([])} />`}
      <${se} error=${!o&&n.error} retry=${n.reload} />
      ${!o&&!n.error&&u`<${We} what="jobs" />`}
      ${o&&!o.length&&(r?u`<${ut} title="No job matches"><button class="small" onClick=${()=>On(["jobs"])}>Show all jobs</button><//>`:u`<${ut} title="No jobs yet" command=${te("POST","/v1/jobs","@job.json")}>
            A job is a dataset, a model and how to train it: plain JSON.<//>`)}
      ${o?.length>0&&u`<${Ed} rows=${o} ticked=${l} tick=${s} />`}
      <${Ko} list=${n.data} params=${e} />
    <//>`}function Td({params:e}){let t=Ue(),[n,o]=D(e.q||"");return ce(()=>{if(n===(e.q||""))return;let l=setTimeout(()=>Pt({q:n,after:""}),250);return()=>clearTimeout(l)},[n]),ce(()=>{let l=s=>{s.key!=="/"||s.ctrlKey||s.metaKey||/INPUT|TEXTAREA|SELECT/.test(s.target.tagName)||(s.preventDefault(),t.current.focus())};return window.addEventListener("keydown",l),()=>window.removeEventListener("keydown",l)},[]),u`
    <form class="filter" role="search" onSubmit=${l=>l.preventDefault()}>
      <label class="search"><span class="hidden">Filter by name</span>
        <input ref=${t} type="search" placeholder="Filter by name" value=${n} aria-keyshortcuts="/"
          onInput=${l=>o(l.currentTarget.value)} /><kbd aria-hidden="true">/</kbd></label>
      <div class="chips" role="group" aria-label="State">${xd.map(l=>u`
        <button type="button" class="chip" aria-pressed=${String((e.state||"")===l)}
          onClick=${()=>Pt({state:l,after:""})}>${l||"all"}</button>`)}</div>
      ${e.tenant&&u`<button type="button" class="chip" aria-pressed="true"
        onClick=${()=>Pt({tenant:"",after:""})}>tenant ${e.tenant} ×</button>`}
    </form>`}function Md(e){ce(()=>{let t=n=>{if(!"jk".includes(n.key)||n.ctrlKey||n.metaKey||/INPUT|TEXTAREA|SELECT/.test(n.target.tagName))return;let o=[...e.current.querySelectorAll("th a")],l=o.indexOf(document.activeElement),s=n.key==="j"?Math.min(l+1,o.length-1):Math.max(l-1,0);o[s]?.focus()};return window.addEventListener("keydown",t),()=>window.removeEventListener("keydown",t)},[])}function Cd({ids:e,clear:t}){return u`
    <div class="ticked" role="status">
      <span>${ve(e.length,"job")} ticked</span>
      ${e.length>1?u`<a class="button small" href=${Q(["compare"],{jobs:e.join(",")})}>Compare</a>`:u`<span class="quiet">Tick another to compare.</span>`}
      <button class="small" onClick=${t}>Clear</button>
    </div>`}function Ed({rows:e,ticked:t,tick:n}){let o=Ue(),l=St(5e3);return Md(o),u`
    <table class="list jobs-table">
      <${mt} columns=${["(Compare)","Job","State","Tenant","Slots#","Progress","Metric#","Age#"]} />
      <tbody ref=${o}>${e.map(s=>u`<${Pd} key=${s.id} job=${s} now=${l} ticked=${t.includes(s.id)}
        full=${t.length>=Cs} tick=${r=>n(r?[...t,s.id]:t.filter(i=>i!==s.id))} />`)}</tbody>
    </table>`}function Pd({job:e,now:t,ticked:n,full:o,tick:l}){let s=is(e),r=e.progress||{};return u`
    <tr>
      <td class="tick"><input type="checkbox" aria-label="Compare ${e.name||e.id}" checked=${n} disabled=${o&&!n}
        onChange=${i=>l(i.currentTarget.checked)} /></td>
      <th scope="row"><a href=${Q(["jobs",e.id])}>${e.name||e.id}</a></th>
      <td data-label="State"><${Do} state=${e.state} /></td>
      <td data-label="Tenant"><${_t} name=${e.tenant} /></td>
      <td data-label="Slots" class="n">${e.state==="running"&&u`<b>${e.width}</b> of `}${hl(rs(e))}
        ${Fo(e)==="gpu"&&" GPU"}</td>
      <td data-label="Progress" class="progress-cell"><${Ro} value=${r.percent} label="Progress of ${e.name}" />
        <span class="quiet">${Oi(e)}</span></td>
      <td data-label="Metric" class="n">${s?u`${s.text}<br /><span class="quiet">${s.name}</span>`:"\u2013"}</td>
      <td data-label="Age" class="n" title=${He(e.created_at)}>${cn(e.created_at,t)}</td>
    </tr>`}var Ad=800,Nd=.85,Su=["loss","accuracy","r2","mae"],Tl=["learning_rate","samples_per_s"],ku={loss:"Loss",accuracy:"Accuracy",r2:"R\xB2",mae:"Mean absolute error",mse:"Mean squared error",learning_rate:"Learning rate",samples_per_s:"Samples a second"},fa=[["val_",{label:"validation",colour:"--val",dash:[7,4]}],["epoch_",{label:"epoch mean",colour:"--blue",dash:[2,3]}],["",{label:"training",colour:"--train"}]];function Od(e){let t=new Map;for(let o of e){if(!o.step?.length)continue;let l=fa.findIndex(([r])=>o.name.startsWith(r)),s=o.name.slice(fa[l][0].length);t.has(s)||t.set(s,[]),t.get(s).push({...o,...fa[l][1],...Tl.includes(s)?{label:"value"}:{},rank:l})}for(let o of t.values())o.sort((l,s)=>s.rank-l.rank);let n=o=>Su.includes(o)?Su.indexOf(o):Tl.includes(o)?100+Tl.indexOf(o):50;return[...t].sort((o,l)=>n(o[0])-n(l[0]))}function Dd(e,t){return t.filter(n=>!n.name.startsWith("epoch_")).map(n=>{let o=n.value[0],l=n.value[n.value.length-1];if(Tl.includes(e))return`${ku[e]} is ${X(l)} at step ${z(n.step[n.step.length-1])}.`;let s=as(e)(...n.value.filter(Number.isFinite)),r=n.step[n.value.indexOf(s)],i=n.label[0].toUpperCase()+n.label.slice(1);if(n.value.length===1)return`${i}: ${X(l)} at step ${z(r)}.`;let c=l>o?"rose":"fell";return`${i} ${c} from ${X(o)} to ${X(l)}; the best is ${X(s)} at step ${z(r)}.`}).join(" ")}function xu({job:e,params:t}){let n=`/v1/jobs/${encodeURIComponent(e.id)}/metrics?points=${Ad}`,o=e.state==="running"?2e3:Nt(e.state)?0:1e4,{data:l}=B(n,{match:Dn(e.id),every:o}),s=To(()=>Od(l?.data||[]),[l]),r=t.log==="1",i=Number(t.smooth??Nd);return s.length?u`
    <${W} title="Curves" note="drag to zoom, double click to see all"
      actions=${u`<${Ld} log=${r} smoothing=${i} /><${ae} command=${te("GET",`${n}&format=csv`)} />`}>
      <div class="charts">${s.map(([c,p])=>u`
        <${Ms} key=${c} title=${ku[c]||c} series=${p} log=${r&&c==="loss"}
          smoothing=${Tl.includes(c)?0:i} group=${`job-${e.id}`} sentence=${Dd(c,p)} />`)}
      </div>
    <//>`:u`
      <${W} title="Curves">
        <${ut} title=${Nt(e.state)?"No metrics were recorded":"Curves appear with the first steps"}
          command=${Nt(e.state)?null:te("GET",`/v1/jobs/${e.id}/watch`)}>
          ${Nt(e.state)?"":"In a terminal the same job shows its progress with:"}<//>
      <//>`}var Ld=({log:e,smoothing:t})=>u`
  <${$l} label="Log loss" checked=${e} set=${n=>Pt({log:n?"1":""})} />
  <label class="slider">Smoothing <input type="range" min="0" max="0.99" step="0.01" value=${t}
    onInput=${n=>Pt({smooth:n.currentTarget.value})} /><output>${t.toFixed(2)}</output></label>`;function Tu({job:e}){let t=`/v1/jobs/${encodeURIComponent(e.id)}/explain`,{data:n,error:o}=B(t,{match:Wt,every:4e3});return u`
    <${W} title="Why it waits" id="why" class="why" actions=${u`<${ae} command=${te("GET",`${t}?format=text`)} />`}>
      ${!n&&(o?u`<${se} error=${o} />`:u`<${We} what="the explanation" />`)}
      ${n&&u`
        <p class="why-sentence">${Rd(n,e)}</p>
        <${jd} list=${n.constraints||[]} />
        <div class="two">
          <${Id} held=${n.held} job=${e} />
          <${Hd} change=${n.change} job=${e} />
        </div>
        <${zd} start=${n.start} />`}
    <//>`}function Rd(e,t){let n=e.position>0?`It is number ${z(e.position)} in the queue. `:"",o=e.constraints?.[0];return t.state==="paused"?"It is paused: it takes no turn until somebody resumes it.":o?`${n}${o.detail}${/[.!]$/.test(o.detail)?"":"."}`:`${n}Nothing holds it: it starts with the next decision.`}var Fd=e=>e[0].toUpperCase()+e.slice(1).replaceAll("_"," "),Es=(e,t)=>/memory|bytes/.test(e.code)?Ke(t):X(t);function jd({list:e}){return e.length?u`
    <ul class="constraints">${e.map(t=>u`
      <li key=${t.code}>
        <p><b>${Fd(t.code)}</b> <span>${t.detail}</span></p>
        ${typeof t.have=="number"&&typeof t.need=="number"&&u`
          <${Ni} have=${t.have} need=${t.need} label="has ${Es(t,t.have)}, needs ${Es(t,t.need)}" />
          <p class="n quiet">has <b>${Es(t,t.have)}</b>, needs <b>${Es(t,t.need)}</b></p>`}
      </li>`)}</ul>`:null}function Id({held:e,job:t}){let{data:n}=B(`/v1/jobs${gn({state:"running",tenant:t.tenant_id,limit:200})}`,{match:Wt}),o=new Map((n?.data||[]).map(s=>[s.id,s.name]));if(!e)return null;let l=e.own||[];return u`
    <div><h3>Who holds slots now</h3>
      <ul class="plain">
        ${l.map(s=>u`
          <li key=${s.job}><a href=${Q(["jobs",s.job])}>${o.get(s.job)||s.job}</a> (yours): ${ve(s.width,"slot")}</li>`)}
        ${!l.length&&u`<li class="quiet">Your tenant holds none.</li>`}
        ${e.others>0&&u`<li>Other tenants: ${ve(e.others,"slot")}</li>`}
      </ul></div>`}function Hd({change:e,job:t}){return e?.detail?u`
    <div><h3>What would start it now</h3>
      <p>${e.detail}</p>
      <${Ud} set=${e.set} job=${t} />
    </div>`:null}function Ud({set:e,job:t}){let n=[];return e.resources&&n.push(te("PATCH",`/v1/jobs/${t.id}`,{resources:e.resources})),e.cluster&&n.push(te("PATCH","/v1/cluster",e.cluster)),u`
    ${e.quota&&u`<p><a href=${Q(["tenants",e.tenant])}>The quota of ${e.tenant}</a></p>`}
    ${n.length>0&&u`<details><summary>As a request</summary><${_n} text=${n.join(`
`)} /></details>`}`}function zd({start:e}){if(!e||!e.p50&&!e.p90)return null;let t=n=>typeof n=="number"?`in ${Te(n)}`:`${He(n)} (in ${Te(-yn(n))})`;return u`
    <p class="forecast">${e.p50&&u`As likely as not it starts by <b>${t(e.p50)}</b>`}${e.p90&&u`, nine times
      in ten by <b>${t(e.p90)}</b>`}.</p>`}var fn=({what:e="page"})=>u`
  <${Ae} title="Nothing here">
    <p class="lead">There is no such ${e}, or your token may not see it.</p>
    <p><a href=${Q(["overview"])}>Go to the overview</a></p>
  <//>`;function Mu({id:e,params:t}){let n=`/v1/jobs/${encodeURIComponent(e)}`,[o,l]=D(!1),{data:s,error:r,reload:i}=B(n,{match:Dn(e),every:o?3e4:1500});if(s&&Nt(s.state)!==o&&l(Nt(s.state)),!s&&r?.status===404)return u`<${fn} what="job" />`;if(!s)return u`<${No} title="Job" what="the job" error=${r} retry=${i} />`;let c=u`<a href=${Q(["jobs"])}>Jobs</a>`;return u`
    <${Ae} title=${s.name||s.id} crumb=${c}
      lead=${u`<${Do} state=${s.state} /> <${_t} name=${s.tenant} />`}
      actions=${u`<${ae} command=${te("GET",n)} /><${Ui} job=${s} reload=${i} />
        ${Nt(s.state)&&u`<${Io} what="job" name=${s.name} path=${n} back="jobs" />`}`}>
      <${Wd} job=${s} />
      ${(s.state==="queued"||s.state==="paused")&&u`<${Tu} job=${s} />`}
      <${xu} job=${s} params=${t} />
      <div class="two">
        <${Gd} job=${s} />
        <${Bd} job=${s} />
      </div>
      <${Yd} job=${s} path=${n} />
      <${Qd} job=${s} path=${n} />
      <${Zd} job=${s} path=${n} />
    <//>`}function Wd({job:e}){let t=St(1e3),n=e.progress||{},o=e.metrics?.latest?.samples_per_s,l=[["Epoch",n.epochs?`${z(n.epoch)} of ${z(n.epochs)}`:null],["Step",n.steps?`${z(n.step)} of ${z(n.steps)}`:null],[Fo(e)==="gpu"?"GPU slots":"CPU slots",`${e.state==="running"?`${e.width} of `:""}${hl(rs(e))}`],["Time left",e.state==="running"&&n.eta_s!=null?Te(n.eta_s):null],["Samples a second",o&&e.state==="running"?z(o):null],[Nt(e.state)?"Took":"Since submit",Te(Nt(e.state)&&e.ended_at&&e.started_at?yn(e.started_at,Date.parse(e.ended_at)):yn(e.created_at,t))]];return u`
    <section class="standing" aria-label="Progress">
      <div class="standing-line"><p>${Vd(e)}</p><b>${os(n.percent??0,n.percent>0&&n.percent<100?1:0)}</b></div>
      <${Ro} value=${n.percent} label="Progress" />
      <${Oo} rows=${l} />
    </section>`}var qd={queued:"Waits",running:"Training",paused:"Paused",succeeded:"Done",failed:"Failed",cancelled:"Cancelled"};function Vd(e){if(e.asked)return`Training; it will ${e.asked} after this step.`;if(e.detail)return`${qd[e.state]||e.state}: ${e.detail}${/[.!]$/.test(e.detail)?"":"."}`;let t=e.reason?Lo(e.reason):"";return{queued:t?`Waits: ${t}.`:"Waits for its turn.",running:"Training.",paused:t?`Paused: ${t}.`:"Paused; everything is kept.",succeeded:"Done; the model is kept.",failed:`Failed${t?`: ${t}`:""}.`,cancelled:"Cancelled; the metrics are kept."}[e.state]||e.state}function Gd({job:e}){let t=Object.entries(e.metrics?.latest||{}),n=e.quote||{},o=e.usage||{},l=Zn(e,"model");return u`
    <${W} title="Result and cost">
      <${At} rows=${[["Model",l&&u`<a href=${Q(["models",l])}>${e.model}</a>`],...t.filter(([s])=>s!=="samples_per_s"&&!s.startsWith("epoch_")).map(([s,r])=>[s,X(r)]),["Parameters",n.parameters!=null?z(n.parameters):null],["Memory",n.memory_bytes!=null?Ke(n.memory_bytes):null],["Slot-seconds",o.slot_seconds!=null?`${X(o.slot_seconds)} used`:null],["Quoted",n.slot_seconds!=null?`${X(n.slot_seconds)} slot-seconds`:null],["Credits",o.credits!=null||n.credits!=null?`${Kn(o.credits??0)} of ${Kn(n.credits)} quoted`:null],["Submitted",He(e.created_at)],["Started",e.started_at?He(e.started_at):null],["Ended",e.ended_at?He(e.ended_at):null]]} />
    <//>`}function Bd({job:e}){return u`
    <${W} title="Provenance" note="the same spec and seed give the same model, at any width">
      <${At} rows=${[["Job",u`<code>${e.id}</code>`],...ls(e.provenance)]} />
    <//>`}var Jd={daemon:"the daemon stopped",preempted:"gave its slots back"};function Yd({job:e,path:t}){let{data:n}=B(`${t}/runs`,{match:Dn(e.id),every:Nt(e.state)?0:1e4}),o=St(2e3),l=n?.data||[];return l.length?u`
    <${W} title="Runs" note="one line for each stretch between start and stop">
      <table class="list"><${mt} columns=${["Started","Ran#","Width#","Steps#","Ended"]} />
        <tbody>${l.map(s=>u`
          <tr key=${s.id}><th scope="row">${He(s.started_at)}</th>
            <td data-label="Ran" class="n">${Te(yn(s.started_at,s.ended_at?Date.parse(s.ended_at):o))}</td>
            <td data-label="Width" class="n">${s.width}</td><td data-label="Steps" class="n">${z(s.steps)}</td>
            <td data-label="Ended">${s.ended_at?Jd[s.end]||s.end:"runs now"}</td></tr>`)}</tbody></table>
    <//>`:null}function Qd({job:e,path:t}){let{data:n}=B(`${t}/events?limit=200`,{match:Dn(e.id),every:Nt(e.state)?0:1e4}),o=St(5e3),l=[...n?.data||[]].sort((s,r)=>r.id-s.id);return u`
    <${W} title="Events" actions=${u`<${ae} command=${te("GET",`${t}/events`)} />`}>
      ${l.length===0&&u`<p class="quiet">Nothing has happened yet.</p>`}
      <ol class="events">${l.map(s=>u`
        <li key=${s.id}><time datetime=${s.at} title=${He(s.at)}>${cn(s.at,o)}</time>
          <b>${String(s.type).replace(/^job[._]/,"").replaceAll("_"," ")}</b> <span>${Kd(s.data)}</span></li>`)}</ol>
    <//>`}function Kd(e){let t=n=>typeof n=="number"?X(n):typeof n!="object"?n:n.min!==void 0?hl(n):JSON.stringify(n);return Object.entries(e||{}).filter(([n,o])=>o!==null&&o!==""&&!["run","boot_ms"].includes(n)).map(([n,o])=>`${n.replaceAll("_"," ")} ${t(o)}`).join(" \xB7 ")}function Zd({job:e,path:t}){let n=e.spec||{},o=JSON.stringify(n,null,2);return u`
    <${W} title="Spec" actions=${u`
      <a class="quiet-button" href=${Q(["submit"],{from:e.id})}>Submit a changed copy</a>
      <${ae} label="Copy submit as curl" command=${te("POST","/v1/jobs",n)} />`}>
      <details class="spec"><summary>What was asked, on ${n.dataset}</summary><${_n} text=${o} /></details>
    <//>`}var Xd=50;function Cu({params:e}){let t=`/v1/models${gn({after:e.after,limit:Xd})}`,{data:n,error:o,reload:l}=B(t,{match:i=>/model|succeeded/.test(i.type),every:1e4}),s=St(1e4),r=n?.data;return u`
    <${Ae} title="Models" actions=${u`<${ae} command=${te("GET",t)} />`}>
      <${se} error=${!r&&o} retry=${l} />
      ${!r&&!o&&u`<${We} what="models" />`}
      ${r&&!r.length&&u`
        <${ut} title="No models yet" command=${te("POST","/v1/jobs","@job.json")}>A job that succeeds leaves its model here.<//>`}
      ${r?.length>0&&u`
        <table class="list"><${mt} columns=${["Model","Task","Metric#","Parameters#","Size#","Trained on","Age#"]} />
          <tbody>${r.map(i=>u`<${eh} key=${i.id} m=${i} now=${s} />`)}</tbody></table>`}
      <${Ko} list=${n} params=${e} />
    <//>`}function eh({m:e,now:t}){let n=is(e);return u`
    <tr><th scope="row"><a href=${Q(["models",e.id])}>${e.name||e.id}</a></th>
      <td data-label="Task">${e.task||"\u2013"}</td>
      <td data-label="Metric" class="n">${n?u`${n.text} <span class="quiet">${n.name}</span>`:"\u2013"}</td>
      <td data-label="Parameters" class="n">${z(e.parameters)}</td><td data-label="Size" class="n">${Ke(e.bytes)}</td>
      <td data-label="Trained on">${e.dataset||"\u2013"}</td>
      <td data-label="Age" class="n" title=${He(e.created_at)}>${cn(e.created_at,t)}</td></tr>`}function Eu({path:e}){let{data:t}=B("/v1/datasets?limit=200",{every:0}),[n,o]=D(""),[l,s]=D(null),[r,i]=D(null),[c,p]=D(!1),d=(t?.data||[]).filter($=>$.state==="ready").map($=>$.name),g=n||d[0];if(!d.length)return null;async function b($){$.preventDefault(),p(!0),i(null);try{s({dataset:g,...await Ge("POST",`${e}/evaluate`,{body:{dataset:g}})})}catch(w){s(null),i(w)}p(!1)}return u`
    <${W} title="Evaluate" note="on a dataset it has not learned from"
      actions=${u`<${ae} command=${te("POST",`${e}/evaluate`,{dataset:g})} />`}>
      <form class="evaluate" onSubmit=${b}>
        <${Xn} id="evaluate-dataset" label="Dataset" value=${g} choices=${d} set=${o} />
        <button class="primary" disabled=${c}>${c?"Evaluating\u2026":"Evaluate"}</button>
      </form>
      <div aria-live="polite">
        <${se} error=${r} />
        ${l&&u`<${At} rows=${[["Dataset",l.dataset],["Rows",z(l.rows)],...Object.entries(l.metrics).map(([$,w])=>[$,X(w)])]} />`}
      </div>
    <//>`}function Ml(e){if(!e||e.length<2||e.length>3)return!1;let[t,n,o=1]=e;return t>1&&n>1&&t<=512&&n<=512&&(o===1||o===3)}function th(e,[t,n,o=1]){let l=new ImageData(n,t),s=Math.min(...e),r=Math.max(...e)-s||1;for(let i=0;i<t*n;i++){for(let c=0;c<3;c++)l.data[4*i+c]=255*(e[i*o+(o===3?c:0)]-s)/r;l.data[4*i+3]=255}return l}function Ps({values:e,shape:t,label:n}){let o=Ue();return ce(()=>{o.current.getContext("2d").putImageData(th(e,t),0,0)},[e]),u`<canvas ref=${o} class="picture" width=${t[1]} height=${t[0]} role="img" aria-label=${n}></canvas>`}var Cl=60,Pu=12,nh=20,oh=40;function Au({id:e}){let t=`/v1/datasets/${encodeURIComponent(e)}`,{data:n,error:o,reload:l}=B(t,{match:s=>/dataset/.test(s.type),every:2e4});return!n&&o?.status===404?u`<${fn} what="dataset" />`:n?u`
    <${Ae} title=${n.name} crumb=${u`<a href=${Q(["datasets"])}>Datasets</a>`}
      lead=${`${z(n.rows)} rows of ${n.format}, ${Ke(n.bytes)}`}
      actions=${u`<${ae} command=${te("GET",t)} />
        <${Io} what="dataset" name=${n.name} path=${t} back="datasets" />
        ${n.state==="ready"&&u`<a class="button primary" href=${Q(["submit"],{dataset:n.name})}>Train on it</a>`}`}>
      ${n.state&&n.state!=="ready"&&u`<div class="note"><p>This dataset is <b>${n.state}</b>${n.error?`: ${n.error}`:""}.
        ${n.state==="incomplete"&&" Its labels are a file of their own: PUT them to \u2026/labels."}</p></div>`}
      <${rh} columns=${n.columns||[]} />
      <${ih} path=${`${t}/preview`} ready=${n.state==="ready"} shape=${n.shape} />
      <${W} title="What it is">
        <${At} rows=${[["Id",u`<code>${n.id}</code>`],["Shape of a row",n.shape?.join(" \xD7 ")],["Seen by",n.visibility.replace("_"," ")],["Licence",n.license],["Description",n.description],["Uploaded",He(n.created_at)],["SHA-256",n.sha256&&u`<code class="long">${n.sha256}</code>`]]} />
      <//>
    <//>`:u`<${No} title="Dataset" what="the dataset" error=${o} retry=${l} />`}function lh({c:e}){let t=e.classes||[],n=e.counts||[],o=e.n_classes??t.length,l=t.slice(0,Pu),s=Math.max(1,...n.slice(0,Pu)),r=l.map((i,c)=>n[c]==null?i:`${i} (${z(n[c])})`).join(", ");return u`
    <div class="classes">
      ${n.length>0&&u`<div class="class-bars" aria-hidden="true">${l.map((i,c)=>u`
        <i title="${i}: ${z(n[c])}" style=${{height:`${100*n[c]/s}%`}}></i>`)}</div>`}
      <span>${ve(o,"class","classes")}: ${r}${o>l.length?` and ${z(o-l.length)} more`:""}</span>
    </div>`}function sh({c:e}){let t=e.max-e.min;if(!(t>0)||e.mean==null)return null;let n=s=>Math.min(100,Math.max(0,100*(s-e.min)/t)),o=e.std||0,l=n(e.mean-o);return u`
    <div class="spread" role="img" aria-label="mean ${X(e.mean)} between ${X(e.min)} and ${X(e.max)}">
      <div class="spread-std" style=${{left:`${l}%`,width:`${n(e.mean+o)-l}%`}}></div>
      <div class="spread-mean" style=${{left:`${n(e.mean)}%`}}></div>
    </div>`}function rh({columns:e}){if(!e.length)return null;let t=e.slice(0,Cl);return u`
    <${W} title="Columns" note=${z(e.length)}>
      <table class="list columns">
        <${mt} columns=${["Name","Type","Missing#","Min#","Mean#","Max#","Std#","Spread or values"]} />
        <tbody>${t.map(n=>u`
          <tr key=${n.name}><th scope="row">${n.name}</th><td data-label="Type">${n.type}</td>
            <td data-label="Missing" class="n">${z(n.missing??0)}</td>
            ${n.mean==null?u`
              <td class="gone" colspan="4"></td>
              <td data-label="Values">${n.classes&&u`<${lh} c=${n} />`}</td>`:u`
              <td data-label="Min" class="n">${X(n.min)}</td><td data-label="Mean" class="n">${X(n.mean)}</td>
              <td data-label="Max" class="n">${X(n.max)}</td><td data-label="Std" class="n">${X(n.std)}</td>
              <td data-label="Spread"><${sh} c=${n} /></td>`}</tr>`)}</tbody></table>
      ${e.length>Cl&&u`<p class="quiet">and ${z(e.length-Cl)} more columns</p>`}
    <//>`}var ah=e=>e==null?"":typeof e=="number"?X(e):String(e);function ma(e,t){let n=t.reduce((o,l)=>o*l,1);return{values:e.slice(0,n),label:e[n]}}function ih({path:e,ready:t,shape:n}){let o=Ml(n),l=`${e}?rows=${o?oh:nh}`,{data:s,error:r}=B(t?l:null,{every:0});if(!t||!s&&!r)return null;let i=s?.rows||[];return u`
    <${W} title=${o?"First pictures":"First rows"} actions=${u`<${ae} command=${te("GET",l)} />`}>
      <${se} error=${!s&&r} />
      ${s&&(o?u`<ul class="pictures">${i.map((c,p)=>{let d=ma(c,n);return u`
              <li key=${p}><${Ps} values=${d.values} shape=${n} label="row ${p+1}" /><span>${d.label??""}</span></li>`})}</ul>`:u`<${ch} names=${s.columns||[]} rows=${i} />`)}
    <//>`}function ch({names:e,rows:t}){return u`
    <${Ho} label="Table of the first rows">
      <table class="tight"><thead><tr><th scope="col">Row</th>${e.slice(0,Cl).map(n=>u`
        <th scope="col">${n}</th>`)}</tr></thead>
        <tbody>${t.map((n,o)=>u`
          <tr key=${o}><th scope="row">${o+1}</th>${n.slice(0,Cl).map(l=>u`<td>${ah(l)}</td>`)}</tr>`)}</tbody></table>
    <//>`}var uh=24,fh=5,mh=20;function ph(e,t){if(!t?.columns)return null;let n=e.spec?.data||{},o=[].concat(n.target||t.columns[t.columns.length-1].name),l=n.features&&[].concat(n.features);return t.columns.filter(s=>!o.includes(s.name)&&(!l||l.includes(s.name)))}function Nu({model:e,path:t}){let n=Zn(e,"dataset"),o=n?`/v1/datasets/${encodeURIComponent(n)}`:null,{data:l}=B(o,{every:0}),s=ph(e,l),r=l?.shape,i=s&&s.length>0&&s.length<=uh,[c,p]=D({}),[d,g]=D("[[0, 0, 0, 0]]"),[b,$]=D(null),[w,C]=D(null),[T,M]=D(!1),v=N=>N.type==="numeric"?String(Number((N.mean??0).toPrecision(3))):String(N.classes?.[0]??""),A=N=>c[N.name]??v(N);function k(){return i?{inputs:[Object.fromEntries(s.map(N=>{let J=A(N).trim();return[N.name,J===""?null:N.type==="numeric"&&Number.isFinite(Number(J))?Number(J):J]}))]}:{inputs:JSON.parse(d)}}async function ee(N){M(!0),C(null);try{$(await Ge("POST",`${t}/predict`,{body:N}))}catch(J){$(null),C(J)}M(!1)}function F(N){N.preventDefault();try{ee(k())}catch(J){C(new Error(`This is not JSON: ${J.message}`))}}let Z="";try{Z=te("POST",`${t}/predict`,k())}catch{}return u`
    <${W} title="Try it" note="raw values, as in the data" actions=${Z&&u`<${ae} command=${Z} />`}>
      <form class="tryit" onSubmit=${F}>
        ${Ml(r)&&u`<${dh} where=${o} shape=${r} pick=${N=>{g(JSON.stringify([N])),ee({inputs:[N]})}} />`}
        ${i?u`<div class="grid-form">${s.map(N=>u`
            <${hh} key=${N.name} c=${N} value=${A(N)} set=${J=>p({...c,[N.name]:J})} />`)}</div>`:u`<details open=${!Ml(r)}><summary>Rows as JSON</summary>
            <div class="field"><label class="hidden" for="try-raw">Rows as JSON</label>
              <textarea id="try-raw" class="code" rows="4" spellcheck="false" value=${d}
                onInput=${N=>g(N.currentTarget.value)}></textarea></div></details>`}
        <div class="actions"><button class="primary" disabled=${T}>${T?"Asking\u2026":"Predict"}</button></div>
      </form>
      <div aria-live="polite">
        <${se} error=${w} />
        ${b&&u`<${$h} answer=${b} />`}
      </div>
    <//>`}function dh({where:e,shape:t,pick:n}){let{data:o}=B(`${e}/preview?rows=${mh}`,{every:0}),l=(o?.rows||[]).map(i=>ma(i,t)),[s,r]=D(-1);return u`<ul class="pictures" aria-label="Pictures to try">${l.map((i,c)=>u`
    <li key=${c}><button type="button" class="pick" aria-pressed=${String(c===s)} onClick=${()=>{r(c),n(i.values)}}><${Ps} values=${i.values} shape=${t} label="picture ${c+1}" /></button>
      <span>${i.label??""}</span></li>`)}</ul>`}function hh({c:e,value:t,set:n}){let o=`try-${e.name}`,l=e.classes||[];return u`
    <div class="field"><label for=${o}>${e.name}</label>
      ${e.type==="categorical"&&l.length?u`<select id=${o} value=${t} onChange=${s=>n(s.currentTarget.value)}>
            ${l.map(s=>u`<option value=${s}>${s}</option>`)}</select>`:u`<input id=${o} inputmode="decimal" autocomplete="off" value=${t} onInput=${s=>n(s.currentTarget.value)} />`}
      ${e.type==="numeric"&&e.min!=null&&u`<p class="help">${X(e.min)} … ${X(e.max)} in the data</p>`}
    </div>`}function $h({answer:e}){let t=[].concat(e.outputs?.[0]??[]);if(!e.labels?.length)return u`<p class="answer">${t.map(o=>X(o)).join(", ")}</p>`;let n=t.map((o,l)=>({name:String(e.classes?.[l]??l),p:o})).sort((o,l)=>l.p-o.p).slice(0,fh);return u`
    <p class="answer">${e.labels[0]}</p>
    <ul class="shares chances">${n.map(o=>u`
      <li><p><span>${o.name}</span><span class="n">${(100*o.p).toFixed(1)} %</span></p>
        <div class="share" aria-hidden="true"><div class="share-held" style=${{width:`${100*o.p}%`}}></div></div></li>`)}</ul>`}function Ou({id:e}){let t=`/v1/models/${encodeURIComponent(e)}`,{data:n,error:o,reload:l}=B(t,{every:3e4});if(!n&&o?.status===404)return u`<${fn} what="model" />`;if(!n)return u`<${No} title="Model" what="the model" error=${o} retry=${l} />`;let s=[n.task,`${z(n.parameters)} parameters`,Ke(n.bytes)].filter(Boolean).join(" \xB7 ");return u`
    <${Ae} title=${n.name||n.id} crumb=${u`<a href=${Q(["models"])}>Models</a>`}
      lead=${s} actions=${u`<${ae} command=${te("GET",t)} />
        <${Io} what="model" name=${n.name} path=${t} back="models" /><${gh} m=${n} path=${t} />`}>
      <${Nu} model=${n} path=${t} />
      <${Eu} path=${t} />
      <div class="two">
        <${W} title="Figures">
          <${At} rows=${[...Object.entries(n.metrics).filter(([r,i])=>typeof i=="number"&&r!=="samples_per_s").map(([r,i])=>[r,X(i)]),["Made by",n.job&&u`<a href=${Q(["jobs",Zn(n,"job")])}>${n.job}</a>`],["Trained on",n.dataset&&u`<a href=${Q(["datasets",Zn(n,"dataset")])}>${n.dataset}</a>`],["Seen by",n.visibility.replace("_"," ")],["Licence",n.license],["Made",He(n.created_at)]]} />
        <//>
        <${W} title="Provenance">
          <${At} rows=${[["Id",u`<code>${n.id}</code>`],["SHA-256",u`<code class="long">${n.sha256}</code>`],...ls(n.provenance)]} />
        <//>
      </div>
      ${n.spec&&u`<${W} title="Spec"><details class="spec"><summary>How it is built and was trained</summary>
        <${_n} text=${JSON.stringify(n.spec,null,2)} /></details><//>`}
    <//>`}function gh({m:e,path:t}){let[n,o]=D(!1);async function l(){o(!0);try{await yi(`${t}/content?format=safetensors`,`${e.name||e.id}.safetensors`)}catch(s){Fe(s.message,"bad")}o(!1)}return u`
    <button class="primary" disabled=${n} onClick=${l}><${rt} name="down" />${n?"Fetching\u2026":"Download"}</button>`}var _h=50,bh=["csv","idx","npy","text","images"],yh=["private","tenant","public","train_only"],vh=(e="iris",t="iris.csv",n="csv")=>`curl -H "Authorization: Bearer $ALLOT_TOKEN" -T ${t} -X POST '${location.origin}/v1/datasets?name=${e}&format=${n}'`;function Du({params:e}){let t=`/v1/datasets${gn({after:e.after,limit:_h})}`,{data:n,error:o,reload:l}=B(t,{match:d=>/dataset/.test(d.type),every:1e4}),s=Pe(ze),[r,i]=D(!1),c=St(1e4),p=n?.data;return u`
    <${Ae} title="Datasets" actions=${u`<${ae} command=${te("GET",t)} />
      ${gl(s)&&u`
        <button class="primary" aria-expanded=${String(r)} onClick=${()=>i(!r)}>Upload a file</button>`}`}>
      ${r&&u`<${wh} done=${()=>i(!1)} />`}
      <${se} error=${!p&&o} retry=${l} />
      ${!p&&!o&&u`<${We} what="datasets" />`}
      ${p&&!p.length&&u`
        <${ut} title="No datasets yet" command=${vh()}>A CSV file with a header is enough to begin.<//>`}
      ${p?.length>0&&u`
        <table class="list"><${mt} columns=${["Dataset","Format","Rows#","Columns#","Size#","Seen by","Age#"]} />
          <tbody>${p.map(d=>u`
            <tr key=${d.id}><th scope="row"><a href=${Q(["datasets",d.id])}>${d.name}</a>
                ${d.state!=="ready"&&u`${" "}<span class="state">${d.state}</span>`}</th>
              <td data-label="Format">${d.format}</td><td data-label="Rows" class="n">${z(d.rows)}</td>
              <td data-label="Columns" class="n">${z(d.columns?.length)}</td><td data-label="Size" class="n">${Ke(d.bytes)}</td>
              <td data-label="Seen by">${d.visibility.replace("_"," ")}</td>
              <td data-label="Age" class="n" title=${He(d.created_at)}>${cn(d.created_at,c)}</td></tr>`)}</tbody></table>`}
      <${Ko} list=${n} params=${e} />
    <//>`}function wh({done:e}){let t=Ue(),[n,o]=D(""),[l,s]=D("csv"),[r,i]=D("tenant"),[c,p]=D(null),[d,g]=D(!1);function b(){let w=t.current.files[0];if(!w)return;let[C]=w.name.split(".");n||o(C.replace(/[^\w.-]+/g,"-")),/ubyte|\.idx/.test(w.name)?s("idx"):/\.(npy|txt)/.test(w.name)&&s(/\.npy/.test(w.name)?"npy":"text")}async function $(w){w.preventDefault();let C=t.current.files[0];if(!C)return p(new Error("Choose a file first."));g(!0),p(null);try{let T=/\.gz$/.test(C.name)?{"Content-Encoding":"gzip"}:{},M=`/v1/datasets${gn({name:n,format:l,visibility:r})}`,v=await Ge("POST",M,{body:C,type:"application/octet-stream",headers:T});Fe(`${v.name} is uploaded.`),e(),On(["datasets",v.id])}catch(T){p(T),g(!1)}}return u`
    <form class="panel form" onSubmit=${$} aria-label="Upload a dataset">
      <div class="grid-form">
        <div class="field"><label for="upload-file">File</label><input id="upload-file" type="file" ref=${t} onChange=${b} />
          <p class="help">Also gzip-compressed, when its name ends in .gz.</p></div>
        <div class="field"><label for="upload-name">Name</label><input id="upload-name" value=${n} required autocomplete="off"
          onInput=${w=>o(w.currentTarget.value)} /></div>
        <${Xn} id="upload-format" label="Format" value=${l} choices=${bh} set=${s} />
        <${Xn} id="upload-visibility" label="Seen by" value=${r} choices=${yh} set=${i} />
      </div>
      <${se} error=${c} />
      <${Ln} leave=${e} send=${d?"Uploading\u2026":"Upload"} busy=${d} />
    </form>`}function El(e,[t,...n],o){let l=Array.isArray(e)?[...e]:{...e&&typeof e=="object"?e:{}},s=n.length?El(l[t],n,o):o,r=s&&typeof s=="object"&&!Array.isArray(s)&&!Object.keys(s).length;return s!==void 0&&!r?l[t]=s:Array.isArray(l)?l.splice(t,1):delete l[t],l}var Lu=(e,t)=>t.reduce((n,o)=>n?.[o],e),Sh=e=>e?.n_classes||e?.classes?.length||2;function As(e){if(!e)return{name:"my-first-job",dataset:"",model:{task:"classification",layers:[{type:"dense",units:10}]}};let t=e.columns||[],n=t.find(r=>r.name==="label")||t[t.length-1],o=n?.type==="categorical",l=(e.shape||[]).length>1,s=[...l?[{type:"flatten"}]:[],{type:"dense",units:l?128:32,activation:"relu"},{type:"dense",units:o?Sh(n):1}];return{name:`${e.name}-mlp`,dataset:e.name,model:{task:o?"classification":"regression",layers:s},training:{epochs:10,batch_size:e.rows>5e3?128:32,optimizer:{type:"adam",learning_rate:.001},validation_split:.2},...l||!n?{}:{data:{target:n.name,normalize:"standard"}},resources:{slots:{min:1,max:2}}}}var pa=e=>{if(e==null)return null;let t=typeof e=="number"?e:-yn(e);return t<1?"now":`in ${Te(t)}`};function Ru({verdict:e}){let{quote:t,faults:n,error:o,busy:l}=e,s=n.length?ve(n.length,"fault"):"Quote",r=t||{},i=[["Starts",pa(r.start?.p50)],["Done",pa(r.finish?.p50)],["Done, 9 in 10",pa(r.finish?.p90)],["Parameters",r.parameters!=null?z(r.parameters):null],["Memory",r.memory_bytes!=null?Ke(r.memory_bytes):null],["Steps",r.steps!=null?z(r.steps):null],["FLOPs a step",r.flops_per_step!=null?X(r.flops_per_step):null],["Slot-seconds",r.slot_seconds!=null?X(r.slot_seconds):null],["Credits",r.credits!=null?Kn(r.credits):null],["Lanes",r.lanes!=null?z(r.lanes):null]];return u`
    <${W} title=${s} note=${l?"asking\u2026":"a dry run, after each change"}>
      <div aria-live="polite">
        <${se} error=${o} />
        ${n.length>0&&u`<ul class="faults">${n.map(c=>u`
          <li><code>${c.pointer||"/"}</code>${Co(c)}</li>`)}</ul>`}
        ${t&&!n.length&&u`
          <${Oo} rows=${i} class="quote-figures" />`}
      </div>
    <//>`}function kh(e,t){let n=t.trim();if(n!==""){if(e.type==="pair"||e.type==="shape"){let o=n.split(/[\s,x×]+/).filter(Boolean).map(Number);return o.some(l=>!Number.isFinite(l))?n:o.length===1&&e.type==="pair"?o[0]:o}return e.type==="integer"||e.type==="number"?Number.isFinite(Number(n))?Number(n):n:t}}var Ns=e=>e==null?"":Array.isArray(e)?e.join(", "):String(e),xh=e=>e[0].toUpperCase()+e.slice(1).replaceAll("_"," ");function Os({form:e,path:t,option:n,label:o,set:l}){let s=`opt-${t.join("-")}`,r=e.get(...t),i=e.fault(t),c=l||(d=>e.put(t,d)),p={id:s,required:n.required,"aria-describedby":`${s}-help ${s}-fault`,"aria-invalid":i?"true":void 0};return u`
    <div class="field ${i?"wrong":""}">
      <label for=${s}>${o||xh(n.name)}</label>
      <${Th} option=${n} value=${r} change=${c} common=${p} />
      <${Pr} id="${s}-fault" fault=${i} />
      ${n.help&&u`<p class="help" id="${s}-help">${n.help}</p>`}
    </div>`}function Th({option:e,value:t,change:n,common:o}){let l=e.default===void 0?"\u2013":`${e.default} (default)`;if(e.type==="choice"||e.type==="boolean"){let s=e.type==="boolean"?["true","false"]:e.choices,r=t===void 0||s.includes(String(t));return u`
      <select ...${o} value=${Ns(t)} onChange=${i=>{let c=i.currentTarget.value;n(c===""?void 0:e.type==="boolean"?c==="true":c)}}>
        <option value="">${l}</option>
        ${!r&&u`<option value=${Ns(t)}>${Ns(t)}</option>`}
        ${s.map(i=>u`<option value=${i}>${i}</option>`)}
      </select>`}return u`<input ...${o} autocomplete="off" inputmode=${/int|num/.test(e.type)?"decimal":void 0}
    placeholder=${e.default===void 0?"":String(e.default)} value=${Ns(t)}
    onChange=${s=>n(kh(e,s.currentTarget.value))} />`}function da({form:e,path:t,options:n}){let o=n.filter(r=>r.required||e.get(...t,r.name)!==void 0||r.name==="activation"),l=n.filter(r=>!o.includes(r)),s=r=>u`<div class="grid-form">${r.map(i=>u`
    <${Os} key=${i.name} form=${e} path=${[...t,i.name]} option=${i} />`)}</div>`;return u`
    ${o.length>0&&s(o)}
    ${l.length>0&&u`<details><summary>${l.length} more options</summary>${s(l)}</details>`}`}function Fu({form:e,path:t,kinds:n,label:o}){let l=e.get(...t),s=typeof l=="string"?l:l?.type,r=n.find(g=>g.name===s),i={name:o,type:"choice",choices:n.map(g=>g.name),help:r?.help},c={type:s,...typeof l=="object"?l:{}},p={...e,put:(g,b)=>e.put(t,El(c,g.slice(t.length),b))},d={...e,get:(...g)=>g.join()===t.join()?s:e.get(...g)};return n.length?u`
    <div class="layer">
      <${Os} form=${d} path=${t} option=${i} set=${g=>e.put(t,g===void 0?void 0:{type:g})} />
      <${da} form=${p} path=${t} options=${r?.options||[]} />
    </div>`:null}var Mh=500,Ch=(e,t)=>(e||[]).find(n=>n.name===t),Ds=(e,t)=>Ch(e,t)?.options||[],ha=e=>typeof e=="string"?e:e?.type;function ju({spec:e,set:t,catalog:n,datasets:o,faults:l}){let s={catalog:n,get:(...c)=>Lu(e,c),put:(c,p)=>t(El(e,c,p)),fault:c=>l.find(p=>p.pointer===`/${c.join("/")}`)},r=(o||[]).map(c=>c.name);return u`
    <form onSubmit=${c=>c.preventDefault()} aria-label="The job as a form">
      <${Eh} form=${s} names=${r} choose=${c=>{let p=o.find(d=>d.name===c);p&&c!==e.dataset&&t(As(p))}} />
      <${Ph} form=${s} />
      <${Nh} form=${s} names=${r} />
      <${Fh} form=${s} />
    </form>`}var mn=({form:e,under:t,options:n})=>n.map(o=>u`
  <${Os} key=${o.name} form=${e} path=${[...t,o.name]} option=${o} label=${o.label} set=${o.set} />`);function Eh({form:e,names:t,choose:n}){let o=e.get("dataset"),{data:l}=B(o?`/v1/datasets/${encodeURIComponent(o)}`:null,{every:0}),s=(l?.columns||[]).map(c=>c.name),r={name:"target",type:"choice",choices:s,help:"The column to predict."},i=e.catalog.tasks.map(c=>c.name);return u`
    <${W} title="Data and task">
      <div class="grid-form">
        <${mn} form=${e} under=${[]} options=${[{name:"name",type:"text",help:"For people; may repeat."},{name:"dataset",type:"choice",choices:t,required:!0,set:n,help:"A new choice begins a new draft."}]} />
        <${mn} form=${e} under=${["model"]} options=${[{name:"task",type:"choice",choices:i,required:!0}]} />
        ${s.length>1&&s.length<Mh&&u`
          <${mn} form=${e} under=${["data"]} options=${[r]} />`}
        <${mn} form=${e} under=${["data"]} options=${Ds(e.catalog.sections,"data")} />
      </div>
    <//>`}function Ph({form:e}){let t=e.catalog.layers,n=e.get("model","layers")||[],o=l=>e.put(["model","layers"],l);return u`
    <${W} title="Layers" note="first to last; the last one gives the outputs">
      <ol class="layers">${n.map((l,s)=>u`
        <li class="layer ${e.fault(["model","layers",s])?"wrong":""}" key=${`${s}${ha(l)}`}>
          <${Ah} form=${e} layers=${n} i=${s} change=${o} />
          <${da} form=${e} path=${["model","layers",s]} options=${Ds(t,ha(l))} />
        </li>`)}</ol>
      <${Xn} id="add-layer" label="Add a layer" value="" choices=${["",...t.map(l=>l.name)]}
        set=${l=>l&&o([...n,{type:l,...l==="dense"?{units:32}:{}}])} />
    <//>`}function Ah({form:e,layers:t,i:n,change:o}){let l=n+1,s=i=>{let c=[...t];[c[n],c[n+i]]=[c[n+i],c[n]],o(c)},r=(i,c,p,d)=>u`
    <button type="button" class="icon-button" aria-label=${c} disabled=${p} onClick=${d}><${rt} name=${i} /></button>`;return u`
    <div class="layer-head"><span class="ordinal">${l}</span>
      <select aria-label="Type of layer ${l}" value=${ha(t[n])}
        onChange=${i=>e.put(["model","layers",n],{type:i.currentTarget.value})}>
        ${e.catalog.layers.map(i=>u`<option value=${i.name}>${i.name}</option>`)}</select>
      ${r("up",`Move layer ${l} up`,n===0,()=>s(-1))}
      ${r("below",`Move layer ${l} down`,l===t.length,()=>s(1))}
      ${r("failed",`Remove layer ${l}`,!1,()=>o(t.filter((i,c)=>c!==n)))}
    </div>`}function Nh({form:e,names:t}){let{sections:n,optimizers:o,losses:l,schedules:s}=e.catalog,r={name:"validation_dataset",type:"choice",choices:t,help:"Instead of a split."};return u`
    <${W} title="Training">
      <div class="grid-form">
        <${mn} form=${e} under=${["training"]} options=${[...Ds(n,"training"),r]} />
      </div>
      ${[["optimizer",o],["loss",l],["schedule",s]].map(([i,c])=>u`
        <${Fu} key=${i} form=${e} path=${["training",i]} kinds=${c} label=${i} />`)}
      ${["early_stopping","regularization"].map(i=>u`
        <details key=${i} open=${!!e.get("training",i)}><summary>${i.replace("_"," ")}</summary>
          <div class="grid-form">
            <${mn} form=${e} under=${["training",i]} options=${Ds(n,i)} />
          </div></details>`)}
    <//>`}var Oh={name:"device",type:"choice",choices:["cpu","gpu"],default:"cpu"},Dh=[{name:"min",label:"Slots, at least",type:"integer",default:1,help:"It starts with at least these."},{name:"max",label:"Slots, at most",type:"integer",default:1,help:"It is widened up to these; the result stays the same."}],Lh={name:"max_runtime_s",label:"Run time, at most",type:"number",help:"Seconds of running, then it ends."},Rh={name:"priority",type:"integer",default:0,help:"Orders your own jobs only."},Fh=({form:e})=>u`
  <${W} title="Resources">
    <div class="grid-form">
      <${mn} form=${e} under=${["resources"]} options=${[Oh]} />
      <${mn} form=${e} under=${["resources","slots"]} options=${Dh} />
      <${mn} form=${e} under=${["resources"]} options=${[Lh]} />
      <${mn} form=${e} under=${[]} options=${[Rh]} />
    </div>
  <//>`;var jh=450;function Iu({params:e}){let t=B("/v1/catalog",{every:0}),n=B("/v1/datasets?limit=200",{every:0}),[o,l]=D(null),s=n.data?.data;ce(()=>{if(o!==null||!s)return;let d=$=>l(JSON.stringify($,null,2)),g=s.find($=>$.name===e.dataset||$.id===e.dataset),b=()=>d(As(g||s.find($=>$.state==="ready")));e.from?Eo(`/v1/jobs/${encodeURIComponent(e.from)}`).then($=>d($.spec)).catch(b):b()},[s]);let r=null,i=null;try{r=o===null?null:JSON.parse(o)}catch(d){i=d}let c=Hh(o,r),p=te("POST","/v1/jobs",r||"@job.json");return u`
    <${Ae} title="New job" crumb=${u`<a href=${Q(["jobs"])}>Jobs</a>`}
      lead="The form and the text are one: change either." actions=${u`<${ae} command=${p} />`}>
      <${se} error=${t.error||n.error} />
      ${o===null&&!n.error&&u`<${We} what="the catalog" />`}
      ${o!==null&&u`
        <div class="submit">
          <div>${r&&typeof r=="object"&&t.data?u`<${ju} spec=${r} set=${d=>l(JSON.stringify(d,null,2))}
                catalog=${t.data} datasets=${s} faults=${c.faults} />`:u`<${W} title="Form"><p class="quiet">${i?"It follows when the text is JSON again.":"Loading the catalog\u2026"}</p><//>`}</div>
          <div class="aside">
            <${Ru} verdict=${c} />
            <${Uh} spec=${r} blocked=${!r||c.faults.length>0} />
            <${Ih} text=${o} setText=${l} broken=${i} />
          </div>
        </div>`}
    <//>`}function Ih({text:e,setText:t,broken:n}){return u`
    <${W} title="As JSON" class="editor">
      <div class="field ${n?"wrong":""}"><label class="hidden" for="spec-text">The job as JSON</label>
        <textarea id="spec-text" class="code" spellcheck="false" value=${e}
          aria-describedby="spec-fault" aria-invalid=${n?"true":void 0}
          onInput=${o=>t(o.currentTarget.value)}></textarea>
        <p class="fault" id="spec-fault" role="alert">${n?n.message:""}</p></div>
    <//>`}function Hh(e,t){let[n,o]=D({faults:[]});return ce(()=>{if(!t){o({faults:[]});return}let l=new AbortController;o(r=>({...r,busy:!0}));let s=setTimeout(async()=>{try{let r=await Ge("POST","/v1/jobs?dry_run=true",{body:t,signal:l.signal});o({quote:r,faults:r.errors||[]})}catch(r){if(r.name==="AbortError")return;let i=r instanceof Kt?r.errors:[];o({error:i.length?null:r,faults:i})}},jh);return()=>{clearTimeout(s),l.abort()}},[e]),n}function Uh({spec:e,blocked:t}){let[n,o]=D(!1);async function l(){o(!0);try{let s=await Ge("POST","/v1/jobs",{body:e});Fe(`${s.name||s.id} is submitted.`),On(["jobs",s.id])}catch(s){Fe(s.message,"bad"),o(!1)}}return u`
    <p class="go"><button class="primary wide" disabled=${t||n} onClick=${l}>
      ${n?"Submitting\u2026":"Submit the job"}</button></p>`}var Hu="/v1/tenants?limit=200",zh=["university","sme","individual","enterprise","public"];function Wh(e){let t=new Set(e.flatMap(l=>[l.id,l.name])),n=[],o=(l,s)=>e.filter(r=>l?[l.id,l.name].includes(r.parent):!r.parent||!t.has(r.parent)).sort((r,i)=>r.name<i.name?-1:1).forEach(r=>{n.push({...r,depth:s}),s<16&&o(r,s+1)});return o(null,0),n}function Uu(){let{data:e,error:t,reload:n}=B(Hu,{every:2e4}),o=Pe(ze),l=Wh(e?.data||[]);return u`
    <${Ae} title="Tenants" actions=${u`<${ae} command=${te("GET",Hu)} />`}>
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
      ${o?.role==="admin"&&u`<${qh} names=${l.map(s=>s.name)} done=${n} />`}
    <//>`}function qh({names:e,done:t}){let[n,o]=D(!1),l=vn({name:"",category:"",weight:"1",parent:""},async s=>{let r={name:s.name,weight:Qn(s.weight)};s.category&&(r.category=s.category),s.parent&&(r.parent=s.parent),await Ge("POST","/v1/tenants",{body:r}),Fe(`Tenant ${s.name} is there.`),o(!1),t()});return n?u`
    <form class="panel form" onSubmit=${l.submit} aria-label="New tenant">
      <h2>New tenant</h2>
      <div class="grid-form">
        <${kt} form=${l} name="name" label="Name" />
        <${kt} form=${l} name="category" label="Category" choices=${["",...zh]} />
        <${kt} form=${l} name="weight" label="Weight" type="number" help="Its part of what is free, against its siblings." />
        <${kt} form=${l} name="parent" label="Under" choices=${["",...e]} />
      </div>
      <${se} error=${l.rest} />
      <${Ln} leave=${()=>o(!1)} send="Add tenant" busy=${l.busy} />
    </form>`:u`<p><button onClick=${()=>o(!0)}>Add a tenant</button></p>`}var Pl=30,Vh=864e5,zu=e=>(e.cpu_slot_seconds||0)+(e.gpu_slot_seconds||0);function Gh(e){let t=new Map((e.data||[]).map(o=>[o.day,o])),n=e.to?Date.parse(`${e.to}T00:00:00Z`):Date.now();return Array.from({length:Pl},(o,l)=>{let s=new Date(n-(Pl-1-l)*Vh).toISOString().slice(0,10);return{day:s,used:zu(t.get(s)||{})}})}function Wu({path:e}){let t=`${e}/usage?by=day`,{data:n}=B(t,{every:3e4});if(!n)return null;let o=Gh(n),l=Math.max(...o.map(c=>c.used)),s=n.total||{},r=o.filter(c=>c.used>0).length,i=l>0?`${Te(zu(s))} of slot time on ${ve(r,"day")}, ${Kn(s.credits)} credits.`:`Nothing in the last ${Pl} days.`;return u`
    <${W} title="Use" note="last ${Pl} days" actions=${u`<${ae} command=${te("GET",t)} />`}>
      <p>${i}</p>
      ${l>0&&u`
        <div class="days" aria-hidden="true">${o.map(c=>u`
          <div key=${c.day} title="${c.day}: ${Te(c.used)}"><i style=${{height:`${100*c.used/l}%`}}></i></div>`)}</div>
        <p class="days-ends quiet" aria-hidden="true"><span>${o[0].day}</span><span>${o[Pl-1].day}</span></p>
        <details><summary>Use as a table</summary>
          <table class="tight"><${mt} columns=${["Day","Slot time#"]} />
            <tbody>${o.filter(c=>c.used>0).map(c=>u`
              <tr key=${c.day}><th scope="row">${c.day}</th><td class="n">${Te(c.used)}</td></tr>`)}</tbody></table></details>`}
    <//>`}var qu=["member","viewer","owner"],Vu=[["","never"],[String(7*86400),"in a week"],[String(90*86400),"in 90 days"],[String(365*86400),"in a year"]],Gu=e=>e?.role==="admin"||e?.role==="owner";function Bu({path:e}){let{data:t,error:n,reload:o}=B(`${e}/users?limit=200`),l=Pe(ze),[s,r]=D(!1),[i,c]=D(null),p=t?.data||[];return u`
    <${W} title="Users" actions=${u`<${ae} command=${te("GET",`${e}/users`)} />`}>
      <${se} error=${!t&&n} />
      ${t&&!p.length&&u`<p class="quiet">Nobody yet.</p>`}
      <ul class="users">${p.map(d=>u`
        <li key=${d.id}><div><b>${d.name}</b> <span class="quiet">${d.role}</span></div>
          ${Gu(l)&&u`<button class="small" aria-expanded=${String(i===d.id)}
            onClick=${()=>c(i===d.id?null:d.id)}>New token<span class="hidden"> for ${d.name}</span></button>`}
          ${i===d.id&&u`<${Jh} user=${d} />`}</li>`)}</ul>
      ${Gu(l)&&(s?u`<${Bh} path=${e} done=${d=>{r(!1),d&&o()}} />`:u`<p><button class="small" onClick=${()=>r(!0)}>Add a user</button></p>`)}
    <//>`}function Bh({path:e,done:t}){let n=vn({name:"",role:qu[0]},async o=>{await Ge("POST",`${e}/users`,{body:o}),Fe(`${o.name} is a ${o.role} now.`),t(!0)});return u`
    <form class="form" onSubmit=${n.submit} aria-label="New user">
      <div class="grid-form">
        <${kt} form=${n} name="name" label="Name" />
        <${kt} form=${n} name="role" label="Role" choices=${qu} />
      </div>
      <${se} error=${n.rest} />
      <${Ln} leave=${()=>t(!1)} send="Add user" busy=${n.busy} />
    </form>`}function Jh({user:e}){let[t,n]=D(null),[o,l]=D(Vu[2][0]),s=vn({name:"dashboard"},async({name:r})=>{let i=o?{name:r,expires_in_s:Number(o)}:{name:r};n((await Ge("POST",`/v1/users/${e.id}/tokens`,{body:i})).token)});return ce(()=>{document.getElementById("field-name")?.focus()},[]),t?u`
      <div class="secret"><p role="status">This is the only time the token is shown. Give it to ${e.name}:</p>
        <${_n} text=${t} /></div>`:u`
    <form class="secret" onSubmit=${s.submit} aria-label="New token for ${e.name}">
      <div class="grid-form">
        <${kt} form=${s} name="name" label="What it is for" />
        <div class="field"><label for="token-life">It expires</label>
          <select id="token-life" value=${o} onChange=${r=>l(r.currentTarget.value)}>
            ${Vu.map(([r,i])=>u`<option value=${r}>${i}</option>`)}</select></div>
      </div>
      <${se} error=${s.rest} />
      <button class="primary small" disabled=${s.busy}>Make the token</button>
    </form>`}function Yu({id:e}){let t=`/v1/tenants/${encodeURIComponent(e)}`,{data:n,error:o,reload:l}=B(t),s=B(`${t}/quota`),r=Pe(ze);if(!n&&o?.status===404)return u`<${fn} what="tenant" />`;let i=n?.name||e;return u`
    <${Ae} title=${i} crumb=${u`<a href=${Q(["tenants"])}>Tenants</a>`}
      lead=${n&&u`<${_t} name=${n.name} /> <span>${n.category||""}</span>`}
      actions=${u`<a class="button" href=${Q(["jobs"],{tenant:i})}>Jobs</a><${ae} command=${te("GET",t)} />`}>
      <${se} error=${!n&&o} retry=${l} />
      ${!n&&!o&&u`<${We} what="the tenant" />`}
      ${n&&u`
        <div class="two">
          <${W} title="Place">
            <${At} rows=${[["Under",n.parent||"the root"],["Weight",n.weight],["Category",n.category],["Id",u`<code>${n.id}</code>`]]} />
          <//>
          <${Bu} path=${t} />
        </div>
        <${Wu} path=${t} />`}
      ${s.data&&(r?.role==="admin"?u`<${Yh} key=${n?.id} path=${`${t}/quota`} name=${i}
            quota=${s.data} etag=${s.etag} done=${s.reload} />`:u`<${Kh} quota=${s.data} />`)}
    <//>`}var Fs=[["cpu_slots/guarantee","CPU guarantee","slots","Comes back at once when the tenant wants it."],["cpu_slots/max","CPU maximum","slots","Never more than this, even when slots are free."],["gpu_slots/guarantee","GPU guarantee","slots"],["gpu_slots/max","GPU maximum","slots"],["max_running_jobs","Running jobs at most"],["max_queued_jobs","Queued jobs at most"],["storage_bytes","Storage","bytes"],["job_memory_bytes","Memory of one job","bytes"],["job_runtime_s","Run time of one job","seconds"]],Rs=(e,t)=>t.split("/").reduce((n,o)=>n?.[o],e),Ls=e=>Object.fromEntries(Fs.map(([t])=>[t,Rs(e,t)==null?"":String(Rs(e,t))]));function Ju(e){let t={};for(let[n]of Fs){let o=e[n].trim(),l=n.split("/"),s=l.pop(),r=l.reduce((i,c)=>i[c]||={},t);r[s]=o===""?null:Qn(o)}return t}function Yh({path:e,quota:t,etag:n,name:o,done:l}){let s=vn(Ls(t),async i=>{await $n("PUT",e,{body:Ju(i),headers:n?{"If-Match":n}:{}}),Fe(`The quota of ${o} is set.`),l()}),r=JSON.stringify(s.values)===JSON.stringify(Ls(t));return ce(()=>{!s.busy&&!s.error&&s.reset(Ls(t))},[JSON.stringify(t)]),u`
    <form class="panel form" onSubmit=${s.submit} aria-label="Quota">
      <div class="panel-head"><h2>Quota</h2><p class="quiet">empty means no limit</p>
        <div class="actions"><${ae} command=${te("PUT",e,Ju(s.values))} /></div></div>
      <div class="grid-form">${Fs.map(([i,c,p,d])=>u`
        <${kt} key=${i} form=${s} name=${i} label=${c} unit=${p}
          help=${d||Qh(i,s.values[i])} type="number" placeholder=${i.endsWith("guarantee")?"0":"no limit"} />`)}</div>
      <${se} error=${s.rest} />
      <div class="actions"><button type="button" disabled=${r} onClick=${()=>s.reset(Ls(t))}>Undo changes</button>
        <button class="primary" disabled=${r||s.busy}>Set quota</button></div>
    </form>`}function Qh(e,t){let n=Number(t);return t===""||!Number.isFinite(n)?"":e.endsWith("_bytes")&&n>=1024?Ke(n):e.endsWith("_s")&&n>=60?Te(n):""}function Kh({quota:e}){let t=(n,o)=>n.endsWith("_bytes")?Ke(o):n.endsWith("_s")?Te(o):z(o);return u`
    <${W} title="Quota">
      <${At} rows=${Fs.map(([n,o])=>[o,Rs(e,n)==null?"no limit":t(n,Rs(e,n))])} />
    <//>`}var Zh=[["/","focus the filter of the job list"],["j k","next and previous job of the list"],["Enter","open it"],["?","this help"]];function Qu(){let[e,t]=D(!1),n=Ue();return ce(()=>{let o=l=>{l.key==="?"&&!/INPUT|TEXTAREA|SELECT/.test(l.target.tagName)&&t(!0)};return window.addEventListener("keydown",o),()=>window.removeEventListener("keydown",o)},[]),ce(()=>{e&&n.current.showModal()},[e]),e?u`
    <dialog ref=${n} aria-labelledby="keys-title" onClose=${()=>t(!1)}>
      <h2 id="keys-title">Keys</h2>
      <dl class="keys">${Zh.map(([o,l])=>u`
        <div><dt>${o.split(" ").map(s=>u`<kbd>${s}</kbd> `)}</dt><dd>${l}</dd></div>`)}</dl>
      <form method="dialog"><button autofocus>Close</button></form>
    </dialog>`:null}var Xh={overview:[Wi],jobs:[wu,Mu],models:[Cu,Ou],datasets:[Du,Au],tenants:[Uu,Yu],submit:[Iu],compare:[vu]},e$=[["overview","Overview"],["jobs","Jobs"],["models","Models"],["datasets","Datasets"],["tenants","Tenants"]];function t$({parts:e,params:t}){let[n="overview",o]=e,[l,s]=Xh[n]||[],r=o?s:l;return r?u`<${r} key=${e.join("/")} id=${o} params=${t} />`:u`<${fn} what="page" />`}function n$({current:e}){return u`
    <nav class="menu" aria-label="Pages">
      <ul>${e$.map(([t,n])=>u`
        <li><a href=${Q([t])} aria-current=${e===t?"page":void 0}>
          <${rt} name=${t} size="20" /><span>${n}</span></a></li>`)}</ul>
    </nav>`}function o$(){let e=Pe(ze)||{};return u`
    <div class="who">
      <p><b>${e.name}</b><span class="quiet">${[e.role,e.tenant].filter(Boolean).join(" \xB7 ")}</span></p>
      <${Zl} />
      <button class="icon-button" aria-label="Log out" title="Log out" onClick=${()=>pl("",!1)}>
        <${rt} name="out" /></button>
    </div>`}function l$(){let e=Pe(Mo),t=St(1e3),n=!e.ok&&t-e.since>1500;return u`
    <div class="stale" role="status" aria-live="polite" hidden=${!n}>
      ${n&&u`<${rt} name="warn" /><span>Connection lost: ${e.reason}. You see the state of
        ${" "}${He(e.since)}, ${Te(Math.round((t-e.since)/1e4)*10||2)} ago. Trying again…</span>`}
    </div>`}function s$(){let e=Pe(Nn),t=Pe(ze),n=xi();return ce(()=>{if(!e){ns(),Mi();return}let o=!1,l=()=>Eo("/v1/me").then(s=>{o||(ze.set(s),Cr())}).catch(()=>!o&&Nn.get()&&setTimeout(l,2e3));return l(),()=>{o=!0}},[e]),e?u`
    <a class="skip" href="#main" onClick=${o=>{o.preventDefault(),document.querySelector("h1")?.focus()}}>Skip to the content</a>
    <div class="shell">
      <aside class="side">
        <a class="brand" href=${Q(["overview"])} aria-label="Allot, overview"><${Yl} /><span>Allot</span></a>
        <${n$} current=${n.parts[0]||"overview"} />
        <${o$} />
      </aside>
      <main id="main">
        <${l$} />
        ${t?t$(n):u`<p class="waiting">Loading…</p>`}
      </main>
    </div>
    <${Qu} />
    <${Sr} />`:u`<${Pi} /><${Sr} />`}hr(u`<${s$} />`,document.getElementById("app"));
