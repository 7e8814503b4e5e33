<?xml version="1.0" encoding="UTF-8"?>
<!-- What every document shares: paper, head, foot, panels, cards, label and answer. A kind's page.xsl imports this and
     writes the template "document-body". -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:fo="http://www.w3.org/1999/XSL/Format"
                xmlns:fox="http://xmlgraphics.apache.org/fop/extensions"
                xmlns:at="urn:plainplan:source"
                xmlns:pp="urn:plainplan:functions"
                xmlns:str="http://exslt.org/strings"
                xmlns:set="http://exslt.org/sets"
                xmlns:exsl="http://exslt.org/common"
                exclude-result-prefixes="pp str set exsl">
  <xsl:import href="style.xsl"/>
  <xsl:import href="signs.xsl"/>
  <xsl:import href="text.xsl"/>

  <xsl:variable name="facts" select="/case/facts"/>
  <xsl:variable name="people" select="/case/people/person"/>
  <xsl:variable name="children" select="$people[@role = 'child']"/>
  <xsl:variable name="body" select="/case/body"/>
  <!-- at any depth; looked for once, which a long plan needs -->
  <xsl:variable name="sections" select="/case/body//section"/>
  <xsl:variable name="practice" select="/case/practice"/>
  <xsl:variable name="letter" select="$practice/@paper = 'letter'"/>
  <xsl:variable name="today" select="$facts/written"/>

  <!-- "Megan", "Megan and Tomos", "Megan, Tomos and Elis" -->
  <xsl:template name="join">
    <xsl:param name="texts"/>
    <xsl:for-each select="$texts">
      <xsl:choose>
        <xsl:when test="position() = 1"/>
        <xsl:when test="position() = last()"><xsl:value-of select="concat(' ', pp:say('and'), ' ')"/></xsl:when>
        <xsl:otherwise>, </xsl:otherwise>
      </xsl:choose>
      <xsl:value-of select="."/>
    </xsl:for-each>
  </xsl:template>

  <xsl:variable name="child-names"><xsl:call-template name="join"><xsl:with-param name="texts" select="$children/name"/></xsl:call-template></xsl:variable>

  <xsl:variable name="copy-for">
    <xsl:choose>
      <xsl:when test="$people[name = /case/@reader]"><xsl:value-of select="/case/@reader"/></xsl:when>
      <xsl:when test="/case/@reader"><xsl:value-of select="pp:say('copy-of-group', 'group', /case/@reader)"/></xsl:when>
      <xsl:when test="$facts/copy-for"><xsl:value-of select="$facts/copy-for"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="pp:say('copy-for-all')"/></xsl:otherwise>
    </xsl:choose>
  </xsl:variable>

  <xsl:variable name="document-title">
    <xsl:value-of select="pp:say('title')"/>
    <xsl:if test="$children"><xsl:value-of select="pp:say('title-for', 'names', $child-names)"/></xsl:if>
  </xsl:variable>

  <xsl:template match="/case">
    <fo:root xml:lang="{@language}" xsl:use-attribute-sets="page-text">
      <fo:layout-master-set>
        <xsl:call-template name="master"><xsl:with-param name="name" select="'page'"/></xsl:call-template>
      </fo:layout-master-set>
      <fo:declarations>
        <x:xmpmeta xmlns:x="adobe:ns:meta/">
          <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
              <dc:title><xsl:value-of select="$document-title"/></dc:title>
              <xsl:if test="$facts/author"><dc:creator><xsl:value-of select="$facts/author"/></dc:creator></xsl:if>
            </rdf:Description>
          </rdf:RDF>
        </x:xmpmeta>
      </fo:declarations>
      <xsl:call-template name="bookmarks"/>
      <fo:page-sequence master-reference="page">
        <fo:title><xsl:value-of select="$document-title"/></fo:title>
        <xsl:call-template name="draft-mark"/>
        <xsl:call-template name="foot"/>
        <fo:flow flow-name="xsl-region-body">
          <xsl:call-template name="document-body"/>
          <fo:block id="end-of-document" role="artifact" line-height="0pt" font-size="0.1pt" keep-with-previous.within-page="always"/>
        </fo:flow>
      </fo:page-sequence>
    </fo:root>
  </xsl:template>

  <xsl:template name="master">
    <xsl:param name="name"/>
    <fo:simple-page-master master-name="{$name}" margin-left="17mm" margin-right="17mm">
      <xsl:attribute name="page-width"><xsl:choose><xsl:when test="$letter">8.5in</xsl:when><xsl:otherwise>210mm</xsl:otherwise></xsl:choose></xsl:attribute>
      <xsl:attribute name="page-height"><xsl:choose><xsl:when test="$letter">11in</xsl:when><xsl:otherwise>297mm</xsl:otherwise></xsl:choose></xsl:attribute>
      <xsl:attribute name="margin-top"><xsl:choose><xsl:when test="/case/@draft">8mm</xsl:when><xsl:otherwise>13mm</xsl:otherwise></xsl:choose></xsl:attribute>
      <xsl:attribute name="margin-bottom">9mm</xsl:attribute>
      <fo:region-body margin-bottom="10mm">
        <xsl:attribute name="margin-top"><xsl:choose><xsl:when test="/case/@draft">12mm</xsl:when><xsl:otherwise>0mm</xsl:otherwise></xsl:choose></xsl:attribute>
      </fo:region-body>
      <fo:region-before extent="9mm"/>
      <fo:region-after extent="8mm" display-align="after"/>
    </fo:simple-page-master>
  </xsl:template>

  <!-- "Draft: 3 problems" on every page, as text that is read aloud too. -->
  <xsl:template name="draft-mark">
    <xsl:if test="/case/@draft">
      <fo:static-content flow-name="xsl-region-before">
        <fo:block role="P" font-weight="bold" font-size="13pt" line-height="17pt" text-align="center" color="#1a1a1a" border="0.6mm solid #1a1a1a" padding="0.6mm" margin-left="0mm" margin-right="0mm">
          <xsl:choose>
            <xsl:when test="/case/@draft = 1"><xsl:value-of select="pp:say('draft-one')"/></xsl:when>
            <xsl:otherwise><xsl:value-of select="pp:say('draft', 'number', /case/@draft)"/></xsl:otherwise>
          </xsl:choose>
        </fo:block>
      </fo:static-content>
    </xsl:if>
  </xsl:template>

  <xsl:template name="foot">
    <fo:static-content flow-name="xsl-region-after">
      <fo:table table-layout="fixed" width="100%" border-top="0.3mm solid {$line}" xsl:use-attribute-sets="foot">
        <fo:table-column column-width="proportional-column-width(17)"/>
        <fo:table-column column-width="proportional-column-width(9)"/>
        <fo:table-column column-width="proportional-column-width(4)"/>
        <fo:table-body>
          <fo:table-row>
            <fo:table-cell padding-top="1.2mm"><fo:block><xsl:value-of select="pp:say('title')"/><xsl:if test="$children"> · <xsl:value-of select="$child-names"/></xsl:if><xsl:if test="$today"> · <xsl:value-of select="pp:date($today)"/></xsl:if></fo:block></fo:table-cell>
            <fo:table-cell padding-top="1.2mm"><fo:block text-align="center"><xsl:value-of select="pp:say('foot-copy', 'reader', $copy-for)"/></fo:block></fo:table-cell>
            <fo:table-cell padding-top="1.2mm"><fo:block text-align="end"><xsl:value-of select="substring-before(pp:say('page-of'), '{page}')"/><fo:page-number/><xsl:value-of select="substring-before(substring-after(pp:say('page-of'), '{page}'), '{pages}')"/><fo:page-number-citation-last ref-id="end-of-document"/><xsl:value-of select="substring-after(pp:say('page-of'), '{pages}')"/></fo:block></fo:table-cell>
          </fo:table-row>
        </fo:table-body>
      </fo:table>
    </fo:static-content>
  </xsl:template>

  <!-- One bookmark a section, in the order of the page: a kind that orders its sections overrides this. -->
  <xsl:template name="bookmarks">
    <xsl:if test="$body/section">
      <fo:bookmark-tree>
        <xsl:for-each select="$body/section">
          <xsl:if test="heading"><fo:bookmark internal-destination="{generate-id()}"><fo:bookmark-title><xsl:value-of select="heading"/></fo:bookmark-title></fo:bookmark></xsl:if>
        </xsl:for-each>
      </fo:bookmark-tree>
    </xsl:if>
  </xsl:template>

  <!-- The head of the first page: title and children at the start edge, dates at the end edge. -->
  <xsl:template name="document-head">
    <xsl:param name="dates"/>
    <fo:table role="Div" table-layout="fixed" width="100%">
      <fo:table-column column-width="proportional-column-width(1)"/>
      <fo:table-column column-width="proportional-column-width(1)"/>
      <fo:table-body role="Div">
        <fo:table-row role="Div">
          <fo:table-cell role="Div" display-align="after">
            <fo:block xsl:use-attribute-sets="document-title"><xsl:value-of select="pp:say('title')"/></fo:block>
            <xsl:if test="$children">
              <fo:block xsl:use-attribute-sets="subtitle" space-before="1.5mm">
                <xsl:variable name="ages">
                  <xsl:for-each select="$children">
                    <xsl:choose>
                      <xsl:when test="position() = 1"/>
                      <xsl:when test="position() = last()"><xsl:value-of select="concat(' ', pp:say('and'), ' ')"/></xsl:when>
                      <xsl:otherwise>, </xsl:otherwise>
                    </xsl:choose>
                    <xsl:variable name="age" select="pp:age(string(born), string($today))"/>
                    <xsl:choose>
                      <xsl:when test="$age = '0'"><xsl:value-of select="pp:say('name-baby', 'name', string(name))"/></xsl:when>
                      <xsl:when test="$age != ''"><xsl:value-of select="pp:say('name-age', 'name', string(name), 'age', $age)"/></xsl:when>
                      <xsl:otherwise><xsl:value-of select="name"/></xsl:otherwise>
                    </xsl:choose>
                  </xsl:for-each>
                </xsl:variable>
                <xsl:value-of select="pp:say('for-children', 'names', $ages)"/>
              </fo:block>
            </xsl:if>
          </fo:table-cell>
          <fo:table-cell role="Div" display-align="after" padding-start="3mm"><xsl:copy-of select="$dates"/></fo:table-cell>
        </fo:table-row>
      </fo:table-body>
    </fo:table>
    <fo:block role="artifact" space-before="3mm" border-bottom="0.6mm solid {$house}" line-height="0pt" font-size="0.1pt"/>
  </xsl:template>

  <!-- One line of the head: "Starts   Saturday 21 November 2026" -->
  <xsl:template name="head-line">
    <xsl:param name="label"/>
    <xsl:param name="text"/>
    <xsl:if test="$text != ''">
      <fo:list-item role="LI">
        <fo:list-item-label end-indent="label-end()"><fo:block font-weight="bold" font-size="10.5pt" line-height="15pt"><xsl:value-of select="$label"/></fo:block></fo:list-item-label>
        <fo:list-item-body start-indent="body-start()"><fo:block font-size="10.5pt" line-height="15pt"><xsl:value-of select="$text"/></fo:block></fo:list-item-body>
      </fo:list-item>
    </xsl:if>
  </xsl:template>

  <!-- Telephone numbers, three to a row, the largest figures on the page. -->
  <xsl:template name="phones">
    <xsl:variable name="list" select="$people[phone][not(@role = 'child')][not(caused-harm = 'yes')][not(name = /case/@reader)]"/>
    <!-- those nearest to the child first, then the agency, then the other parent -->
    <xsl:variable name="callers">
      <xsl:copy-of select="$list[@role = 'network']"/>
      <xsl:copy-of select="$list[@role = 'agency' or @role = 'other']"/>
      <xsl:copy-of select="$list[@role = 'parent']"/>
    </xsl:variable>
    <fo:block role="Sect">
      <xsl:call-template name="phone-row"><xsl:with-param name="callers" select="exsl:node-set($callers)/person"/><xsl:with-param name="from" select="1"/></xsl:call-template>
    </fo:block>
  </xsl:template>

  <xsl:template name="phone-row">
    <xsl:param name="callers"/>
    <xsl:param name="from"/>
    <!-- the first place of all is the emergency number's, so person N stands at place N + 1 -->
    <xsl:variable name="first-row" select="$from = 1"/>
    <xsl:variable name="to"><xsl:choose><xsl:when test="$first-row">2</xsl:when><xsl:otherwise><xsl:value-of select="$from + 2"/></xsl:otherwise></xsl:choose></xsl:variable>
    <fo:table role="Div" table-layout="fixed" width="100%" space-before="3.4mm" border-collapse="separate" keep-together.within-page="always">
      <fo:table-column column-width="proportional-column-width(100)"/>
      <fo:table-column column-width="3.6mm"/>
      <fo:table-column column-width="proportional-column-width(100)"/>
      <fo:table-column column-width="3.6mm"/>
      <fo:table-column column-width="proportional-column-width(100)"/>
      <fo:table-body role="Div">
        <fo:table-row role="Div">
          <xsl:if test="$first-row">
            <xsl:call-template name="phone-cell"><xsl:with-param name="label" select="pp:say('in-danger')"/><xsl:with-param name="number" select="string($practice/@emergency)"/><xsl:with-param name="hours" select="pp:say('emergency-means')"/></xsl:call-template>
          </xsl:if>
          <xsl:for-each select="$callers[position() &gt;= $from and position() &lt;= $to]">
            <xsl:if test="$first-row or position() &gt; 1"><fo:table-cell role="Div"><fo:block/></fo:table-cell></xsl:if>
            <xsl:call-template name="phone-cell">
              <xsl:with-param name="label" select="string(name)"/>
              <xsl:with-param name="number" select="string(phone)"/>
              <xsl:with-param name="hours">
                <xsl:value-of select="is"/>
                <xsl:if test="is and hours">, </xsl:if>
                <xsl:value-of select="hours"/>
              </xsl:with-param>
            </xsl:call-template>
          </xsl:for-each>
        </fo:table-row>
      </fo:table-body>
    </fo:table>
    <xsl:if test="$callers[position() &gt; $to]">
      <xsl:call-template name="phone-row"><xsl:with-param name="callers" select="$callers"/><xsl:with-param name="from" select="$to + 1"/></xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template name="phone-cell">
    <xsl:param name="label"/>
    <xsl:param name="number"/>
    <xsl:param name="hours"/>
    <fo:table-cell role="Div" border="0.35mm solid {$house}" padding="1.8mm 2.6mm 2mm 2.6mm" fox:border-radius="2mm">
      <fo:block font-size="10.5pt" line-height="14pt"><xsl:value-of select="$label"/></fo:block>
      <fo:block xsl:use-attribute-sets="phone-number"><xsl:value-of select="$number"/></fo:block>
      <xsl:if test="$hours != ''"><fo:block font-size="10.5pt" line-height="14pt" color="{$grey}"><xsl:value-of select="$hours"/></fo:block></xsl:if>
    </fo:table-cell>
  </xsl:template>

  <!-- A panel: a thick bar at the start edge, a faint ground, a sign and a heading. -->
  <xsl:template name="panel">
    <xsl:param name="sign"/>
    <xsl:param name="colour"/>
    <xsl:param name="bar" select="$colour"/>
    <xsl:param name="ground"/>
    <xsl:param name="content"/>
    <xsl:param name="level" select="'H2'"/>
    <xsl:param name="id" select="generate-id()"/>
    <fo:block role="Sect" id="{$id}" space-before="{$grid}" margin-left="0mm" margin-right="0mm" padding="2.8mm 4mm 3mm 4mm" background-color="{$ground}" border-start-style="solid" border-start-width="2.2mm" border-start-color="{$bar}" fox:border-radius="1mm" keep-together.within-page="5">
      <fo:list-block role="Div" provisional-distance-between-starts="14.5mm" provisional-label-separation="3mm">
        <fo:list-item role="Div">
          <fo:list-item-label role="artifact" end-indent="label-end()"><fo:block line-height="10mm"><xsl:call-template name="sign"><xsl:with-param name="name" select="$sign"/><xsl:with-param name="colour" select="$colour"/></xsl:call-template></fo:block></fo:list-item-label>
          <fo:list-item-body role="Div" start-indent="body-start()">
            <fo:block xsl:use-attribute-sets="section-heading" role="{$level}" color="{$colour}" line-height="22pt"><xsl:call-template name="at"/><xsl:apply-templates select="heading/node()" mode="line"/></fo:block>
            <xsl:copy-of select="$content"/>
          </fo:list-item-body>
        </fo:list-item>
      </fo:list-block>
    </fo:block>
  </xsl:template>

  <!-- A section's heading with its sign, and a line that says in words what the section means. -->
  <xsl:template name="section-head">
    <xsl:param name="sign"/>
    <xsl:param name="means"/>
    <fo:list-block role="Div" id="{generate-id()}" space-before="{$apart}" provisional-distance-between-starts="12mm" provisional-label-separation="3mm" keep-with-next.within-page="always">
      <fo:list-item role="Div">
        <fo:list-item-label role="artifact" end-indent="label-end()"><fo:block line-height="9mm"><xsl:call-template name="sign"><xsl:with-param name="name" select="$sign"/><xsl:with-param name="size" select="'8.6mm'"/></xsl:call-template></fo:block></fo:list-item-label>
        <fo:list-item-body role="Div" start-indent="body-start()"><fo:block xsl:use-attribute-sets="section-heading" line-height="9mm"><xsl:call-template name="at"/><xsl:apply-templates select="heading/node()" mode="line"/></fo:block></fo:list-item-body>
      </fo:list-item>
    </fo:list-block>
    <xsl:if test="$means != ''">
      <fo:block space-before="0.8mm" end-indent="6mm" keep-with-next.within-page="always"><xsl:value-of select="$means"/></fo:block>
    </xsl:if>
  </xsl:template>

  <!-- A plain section: heading and what it holds. -->
  <xsl:template name="plain-section">
    <fo:block role="Sect" space-before="{$apart}">
      <fo:block id="{generate-id()}" xsl:use-attribute-sets="section-heading"><xsl:call-template name="at"/><xsl:apply-templates select="heading/node()" mode="line"/></fo:block>
      <xsl:apply-templates select="*[not(self::section)]"/>
      <xsl:for-each select="section"><xsl:call-template name="sub-section"/></xsl:for-each>
    </fo:block>
  </xsl:template>

  <xsl:template name="sub-section">
    <fo:block role="Sect" space-before="4mm">
      <fo:block role="H3" xsl:use-attribute-sets="step-heading"><xsl:apply-templates select="heading/node()" mode="line"/></fo:block>
      <xsl:apply-templates select="*[not(self::section)]"/>
      <xsl:apply-templates select="section/*[not(self::heading)]"/>
    </fo:block>
  </xsl:template>

  <!-- Own words of a section. -->
  <xsl:template name="voices"><xsl:apply-templates select="*[not(self::heading)]"/></xsl:template>

  <!-- A card: a numbered step with what in bold and the rest as label and answer. -->
  <xsl:template name="card">
    <xsl:param name="number"/>
    <xsl:param name="filled" select="true()"/>
    <xsl:param name="frame" select="concat('0.5mm solid ', $house)"/>
    <xsl:param name="lead"/>
    <xsl:param name="answers"/>
    <fo:list-item xsl:use-attribute-sets="card" margin-left="0mm" margin-right="0mm" border="{$frame}" at:at="{pp:at()}">
      <fo:list-item-label end-indent="label-end()">
        <xsl:call-template name="number-sign"><xsl:with-param name="number" select="$number"/><xsl:with-param name="filled" select="$filled"/></xsl:call-template>
      </fo:list-item-label>
      <fo:list-item-body start-indent="body-start()">
        <fo:block xsl:use-attribute-sets="step-heading" role="H3" space-before="0.6mm" space-before.conditionality="retain" end-indent="inherited-property-value(end-indent) + 6mm"><xsl:for-each select="$lead"><xsl:call-template name="at"/><xsl:call-template name="line"/></xsl:for-each></fo:block>
        <xsl:call-template name="answers"><xsl:with-param name="fields" select="$answers"/></xsl:call-template>
        <xsl:apply-templates select="*[not(self::field)]"/>
      </fo:list-item-body>
    </fo:list-item>
  </xsl:template>

  <!-- Label and answer on a grid. The label is the wording's, in the document's language. The answer is what "line" writes:
       there are thousands, and a call for each is felt. -->
  <xsl:template name="answers">
    <xsl:param name="fields"/>
    <xsl:param name="width" select="'41mm'"/>
    <xsl:if test="$fields">
      <fo:list-block space-before="1.4mm" provisional-distance-between-starts="{$width}" provisional-label-separation="3mm" end-indent="inherited-property-value(end-indent) + 2mm">
        <xsl:for-each select="$fields">
          <fo:list-item space-before="0.4mm" at:at="{pp:at()}">
            <fo:list-item-label end-indent="label-end()"><fo:block font-size="10.5pt" color="{$grey}"><xsl:value-of select="@label"/></fo:block></fo:list-item-label>
            <fo:list-item-body start-indent="body-start()"><fo:block><xsl:value-of select="pp:plain()"/><xsl:if test="pp:marked()"><xsl:apply-templates mode="line"/></xsl:if></fo:block></fo:list-item-body>
          </fo:list-item>
        </xsl:for-each>
      </fo:list-block>
    </xsl:if>
  </xsl:template>

  <!-- Room to write in. -->
  <xsl:template name="room">
    <xsl:param name="height" select="'20mm'"/>
    <fo:block-container role="artifact" space-before="2mm" height="{$height}" border="0.35mm solid {$line}" margin-left="0mm" margin-right="0mm" fox:border-radius="2mm"><fo:block/></fo:block-container>
  </xsl:template>

  <!-- Who signs: three to a row, a line to sign on. -->
  <xsl:template name="signatures">
    <xsl:param name="signers"/>
    <xsl:variable name="list"><xsl:copy-of select="$signers"/></xsl:variable>
    <fo:block role="Sect" space-before="{$apart}" keep-together.within-page="5">
      <fo:block xsl:use-attribute-sets="section-heading"><xsl:value-of select="pp:say('signatures')"/></fo:block>
      <fo:block space-before="1mm" keep-with-next.within-page="always"><xsl:value-of select="pp:say('signatures-mean')"/></fo:block>
      <xsl:for-each select="exsl:node-set($list)/person[position() mod 3 = 1]">
        <fo:table role="Div" table-layout="fixed" width="100%" keep-together.within-page="always">
          <fo:table-column column-width="proportional-column-width(10)"/>
          <fo:table-column column-width="6mm"/>
          <fo:table-column column-width="proportional-column-width(10)"/>
          <fo:table-column column-width="6mm"/>
          <fo:table-column column-width="proportional-column-width(10)"/>
          <fo:table-body role="Div">
            <fo:table-row role="Div">
              <xsl:for-each select=". | following-sibling::person[position() &lt; 3]">
                <xsl:if test="position() &gt; 1"><fo:table-cell role="Div"><fo:block/></fo:table-cell></xsl:if>
                <fo:table-cell role="Div"><xsl:call-template name="signature-line"/></fo:table-cell>
              </xsl:for-each>
            </fo:table-row>
          </fo:table-body>
        </fo:table>
      </xsl:for-each>
    </fo:block>
  </xsl:template>

  <xsl:template name="signature-line">
    <fo:block role="artifact" space-before="10mm" space-before.conditionality="retain" border-bottom="0.35mm solid {$ink}" line-height="0pt" font-size="0.1pt"/>
    <fo:block font-size="10.5pt" line-height="15pt" space-before="1mm">
      <xsl:value-of select="name"/>
      <xsl:if test="is">, <xsl:value-of select="is"/></xsl:if>
      <xsl:value-of select="concat(' · ', pp:say('date-label'))"/>
      <xsl:if test="signs and signs != 'yes'"><xsl:value-of select="concat(' · ', signs)"/></xsl:if>
    </fo:block>
  </xsl:template>

  <!-- Sections that the kind has no design for stay in the document. -->
  <xsl:template name="other-sections">
    <xsl:for-each select="$body/section[not(@name)]"><xsl:call-template name="plain-section"/></xsl:for-each>
  </xsl:template>
  <!-- Records as a table: `columns` lists field names with their widths, "who:2 how:5"; a column that no record has is
       left out; the first column heads its row. -->
  <xsl:template name="record-table">
    <xsl:param name="records" select=".//record"/>
    <xsl:param name="columns"/>
    <xsl:variable name="shown">
      <xsl:for-each select="str:tokenize($columns, ' ')">
        <xsl:variable name="name" select="substring-before(., ':')"/>
        <xsl:if test="$records/field[@name = $name]">
          <column name="{$name}" width="{substring-after(., ':')}" label="{($records/field[@name = $name])[1]/@label}"/>
        </xsl:if>
      </xsl:for-each>
    </xsl:variable>
    <xsl:variable name="list" select="exsl:node-set($shown)/column"/>
    <xsl:if test="$list">
      <fo:table table-layout="fixed" width="100%" space-before="2.5mm" border-collapse="collapse" font-size="11pt" line-height="15.5pt">
        <!-- a short table stays in one piece -->
        <xsl:if test="count($records) &lt; 5"><xsl:attribute name="keep-together.within-page">5</xsl:attribute></xsl:if>
        <xsl:for-each select="$list"><fo:table-column column-width="proportional-column-width({@width})"/></xsl:for-each>
        <fo:table-header>
          <fo:table-row>
            <xsl:for-each select="$list"><xsl:call-template name="head-cell"/></xsl:for-each>
          </fo:table-row>
        </fo:table-header>
        <fo:table-body>
          <xsl:for-each select="$records">
            <xsl:variable name="record" select="."/>
            <fo:table-row keep-together.within-page="always">
              <xsl:for-each select="$list">
                <xsl:variable name="name" select="@name"/>
                <fo:table-cell xsl:use-attribute-sets="cell">
                  <xsl:if test="position() = 1"><xsl:attribute name="role">TH</xsl:attribute><xsl:attribute name="background-color"><xsl:value-of select="$table-head"/></xsl:attribute><xsl:attribute name="font-weight">bold</xsl:attribute></xsl:if>
                  <fo:block><xsl:for-each select="$record/field[@name = $name]"><xsl:call-template name="at"/><xsl:apply-templates mode="line"/></xsl:for-each></fo:block>
                </fo:table-cell>
              </xsl:for-each>
            </fo:table-row>
          </xsl:for-each>
        </fo:table-body>
      </fo:table>
    </xsl:if>
  </xsl:template>

  <xsl:attribute-set name="cell">
    <xsl:attribute name="border">0.3mm solid <xsl:value-of select="$line"/></xsl:attribute>
    <xsl:attribute name="padding">1.4mm 1.6mm</xsl:attribute>
  </xsl:attribute-set>

  <xsl:template name="head-cell">
    <fo:table-cell xsl:use-attribute-sets="cell" background-color="{$table-head}"><fo:block font-weight="bold" color="{$house}"><xsl:value-of select="@label"/></fo:block></fo:table-cell>
  </xsl:template>

  <!-- A section of label and answer. -->
  <xsl:template name="answers-section">
    <xsl:param name="width" select="'44mm'"/>
    <fo:block role="Sect" space-before="{$apart}" keep-together.within-page="5">
      <fo:block id="{generate-id()}" xsl:use-attribute-sets="section-heading"><xsl:call-template name="at"/><xsl:apply-templates select="heading/node()" mode="line"/></fo:block>
      <xsl:apply-templates select="p | list"/>
      <xsl:for-each select=".//record"><xsl:call-template name="answers"><xsl:with-param name="fields" select="field"/><xsl:with-param name="width" select="$width"/></xsl:call-template></xsl:for-each>
    </fo:block>
  </xsl:template>

  <!-- A section of one table. -->
  <xsl:template name="table-section">
    <xsl:param name="columns"/>
    <fo:block role="Sect" space-before="{$apart}">
      <fo:block id="{generate-id()}" xsl:use-attribute-sets="section-heading"><xsl:call-template name="at"/><xsl:apply-templates select="heading/node()" mode="line"/></fo:block>
      <xsl:apply-templates select="p | list | voice"/>
      <xsl:call-template name="record-table"><xsl:with-param name="columns" select="$columns"/></xsl:call-template>
    </fo:block>
  </xsl:template>

  <!-- What the reader does not agree with: what was said, and room to write. -->
  <xsl:template name="disagreement">
    <fo:block role="Sect" space-before="{$apart}" keep-together.within-page="5">
      <xsl:choose>
        <xsl:when test="$sections[@name = 'disagree']">
          <xsl:for-each select="$sections[@name = 'disagree']">
            <fo:block id="{generate-id()}" xsl:use-attribute-sets="section-heading"><xsl:call-template name="at"/><xsl:apply-templates select="heading/node()" mode="line"/></fo:block>
            <xsl:apply-templates select="*"/>
          </xsl:for-each>
          <fo:block role="H3" xsl:use-attribute-sets="step-heading" space-before="3mm"><xsl:value-of select="pp:say('disagree-more')"/></fo:block>
        </xsl:when>
        <xsl:otherwise><fo:block xsl:use-attribute-sets="section-heading"><xsl:value-of select="pp:say('disagree')"/></fo:block></xsl:otherwise>
      </xsl:choose>
      <xsl:call-template name="room"/>
    </fo:block>
  </xsl:template>

  <xsl:template name="author">
    <xsl:value-of select="$facts/author"/>
    <xsl:for-each select="$people[name = $facts/author]/is">, <xsl:value-of select="."/></xsl:for-each>
  </xsl:template>

  <!-- Own words of somebody, under the heading that names them. -->
  <xsl:template name="said">
    <fo:block role="Sect" space-before="4mm">
      <fo:block id="{generate-id()}" xsl:use-attribute-sets="section-heading"><xsl:call-template name="at"/><xsl:apply-templates select="heading/node()" mode="line"/></fo:block>
      <xsl:apply-templates select="*"/>
    </fo:block>
  </xsl:template>

  <!-- A section with a sign. -->
  <xsl:template name="signed-section">
    <xsl:param name="sign"/>
    <xsl:param name="means"/>
    <fo:block role="Sect">
      <xsl:call-template name="section-head"><xsl:with-param name="sign" select="$sign"/><xsl:with-param name="means" select="$means"/></xsl:call-template>
      <xsl:apply-templates select="*"/>
    </fo:block>
  </xsl:template>

  <!-- Numbered cards, one a record. -->
  <xsl:template name="cards">
    <xsl:param name="from" select="0"/>
    <xsl:param name="filled" select="true()"/>
    <xsl:param name="frame" select="concat('0.5mm solid ', $house)"/>
    <xsl:param name="lead" select="'what how'"/>
    <xsl:param name="hidden" select="'worry id'"/>
    <fo:list-block provisional-distance-between-starts="11.5mm" provisional-label-separation="3.3mm">
      <xsl:for-each select=".//record">
        <xsl:variable name="first" select="pp:field($lead)[1]"/>
        <xsl:call-template name="card">
          <xsl:with-param name="number" select="$from + position()"/>
          <xsl:with-param name="filled" select="$filled"/>
          <xsl:with-param name="frame" select="$frame"/>
          <xsl:with-param name="lead" select="$first"/>
          <xsl:with-param name="answers" select="set:difference(field, $first | pp:field($hidden))"/>
        </xsl:call-template>
      </xsl:for-each>
    </fo:list-block>
  </xsl:template>
  <!-- Back-ups: "If … then …", each a framed line of its own. -->
  <xsl:template name="backup">
    <fo:block role="Sect">
      <xsl:call-template name="section-head"><xsl:with-param name="sign" select="'backup'"/><xsl:with-param name="means" select="pp:say('backup-means')"/></xsl:call-template>
      <xsl:apply-templates select="p | list"/>
      <xsl:for-each select=".//record">
        <fo:block xsl:use-attribute-sets="card" margin-left="0mm" margin-right="0mm" border="0.35mm solid {$line}" border-start-width="1.6mm" border-start-color="{$house}" border-start-style="solid">
          <xsl:call-template name="at"/>
          <fo:block role="H3" xsl:use-attribute-sets="step-heading"><xsl:value-of select="concat(field[@name='if']/@label, ' ')"/><xsl:apply-templates select="field[@name = 'if']/node()" mode="line"/></fo:block>
          <xsl:call-template name="answers"><xsl:with-param name="fields" select="field[not(@name = 'if')]"/><xsl:with-param name="width" select="'21mm'"/></xsl:call-template>
        </fo:block>
      </xsl:for-each>
    </fo:block>
  </xsl:template>
</xsl:stylesheet>
