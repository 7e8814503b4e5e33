<?xml version="1.0" encoding="UTF-8"?>
<!-- What both reports share: marked words, and the look of a finding. The case has been given `findings` and `mark`
     elements (see src/check/annotate.h). -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:fo="http://www.w3.org/1999/XSL/Format"
                xmlns:pp="urn:plainplan:functions"
                xmlns:str="http://exslt.org/strings"
                exclude-result-prefixes="pp str">
  <xsl:import href="../page/page.xsl"/>

  <xsl:variable name="findings" select="/case/findings/finding"/>
  <xsl:key name="finding" match="finding" use="@n"/>
  <xsl:variable name="mark-ground" select="'#fdeccb'"/>
  <xsl:variable name="mark-line" select="'#7a4200'"/>

  <!-- the title of the document itself, for the report's title -->
  <xsl:variable name="case-title">
    <xsl:choose>
      <xsl:when test="$body/title"><xsl:value-of select="normalize-space($body/title)"/></xsl:when>
      <xsl:when test="$facts/title"><xsl:value-of select="$facts/title"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="pp:say('title')"/><xsl:if test="$children"><xsl:value-of select="pp:say('title-for', 'names', $child-names)"/></xsl:if></xsl:otherwise>
    </xsl:choose>
  </xsl:variable>

  <!-- words that something was found in: ground and a line below; the number behind them leads to the finding -->
  <xsl:template match="mark" mode="line">
    <fo:inline background-color="{$mark-ground}" text-decoration="underline"><xsl:apply-templates mode="line"/></fo:inline>
    <xsl:for-each select="str:tokenize(@ends)">
      <xsl:call-template name="number-link"><xsl:with-param name="n" select="."/></xsl:call-template>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="number-link">
    <xsl:param name="n"/>
    <fo:inline font-size="8pt" font-weight="bold" baseline-shift="super" color="{$mark-line}"><fo:basic-link internal-destination="finding-{$n}">[<xsl:value-of select="$n"/>]</fo:basic-link></fo:inline>
  </xsl:template>

  <!-- One thing to read: a paragraph, a field, a heading, a cell. $line is how it stands on the page. -->
  <xsl:template name="reading">
    <xsl:choose>
      <xsl:when test="self::heading or self::title">
        <fo:block font-weight="bold" font-size="12pt" color="{$house}" role="P"><xsl:apply-templates mode="line"/></fo:block>
      </xsl:when>
      <xsl:when test="self::field">
        <fo:block><fo:inline font-weight="bold"><xsl:value-of select="@label"/>: </fo:inline><xsl:apply-templates mode="line"/></fo:block>
      </xsl:when>
      <xsl:when test="ancestor::voice">
        <fo:block font-style="italic" start-indent="4mm"><xsl:apply-templates mode="line"/></fo:block>
      </xsl:when>
      <xsl:when test="ancestor::item">
        <fo:block start-indent="4mm"><xsl:if test="not(preceding-sibling::*)">&#x2022; </xsl:if><xsl:apply-templates mode="line"/></fo:block>
      </xsl:when>
      <xsl:otherwise><fo:block><xsl:apply-templates mode="line"/></fo:block></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- how much it matters, by shape and word, not by colour alone -->
  <xsl:template name="weight">
    <xsl:param name="severity"/>
    <xsl:choose>
      <xsl:when test="$severity = 'error'">&#x25A0; <xsl:value-of select="pp:say('annotated-error')"/></xsl:when>
      <xsl:when test="$severity = 'warning'">&#x25B2; <xsl:value-of select="pp:say('annotated-warning')"/></xsl:when>
      <xsl:otherwise>&#x25CB; <xsl:value-of select="pp:say('annotated-note')"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="finding">
    <fo:block id="finding-{@n}" font-size="10pt" line-height="13.5pt" space-before="1mm" space-after="1mm" keep-together.within-page="3">
      <fo:block><fo:inline font-weight="bold"><xsl:value-of select="@n"/>&#160;&#160;<xsl:call-template name="weight"><xsl:with-param name="severity" select="@severity"/></xsl:call-template></fo:inline></fo:block>
      <fo:block><xsl:value-of select="message"/><xsl:if test="because">: <xsl:value-of select="because"/></xsl:if></fo:block>
      <xsl:if test="ask"><fo:block font-weight="bold" color="{$house}"><xsl:value-of select="ask"/></fo:block></xsl:if>
    </fo:block>
  </xsl:template>

  <!-- The numbers of what the thing itself, or marked words in it, are about. -->
  <xsl:template name="numbers">
    <xsl:value-of select="@notes"/>
    <xsl:for-each select=".//mark"><xsl:text> </xsl:text><xsl:value-of select="@ends"/></xsl:for-each>
    <xsl:if test="(self::heading or self::title) and ../@notes"><xsl:text> </xsl:text><xsl:value-of select="../@notes"/></xsl:if>
    <xsl:if test="self::p and parent::item and not(preceding-sibling::*)"><xsl:text> </xsl:text><xsl:value-of select="../@notes"/><xsl:text> </xsl:text><xsl:value-of select="../../@notes"/></xsl:if>
    <xsl:if test="self::field and not(preceding-sibling::*)"><xsl:text> </xsl:text><xsl:value-of select="../@notes"/></xsl:if>
  </xsl:template>

  <!-- supervision papers do not carry "copy for" -->
  <xsl:template name="foot">
    <fo:static-content flow-name="xsl-region-after">
      <fo:table table-layout="fixed" width="100%" border-top="0.3mm solid {$line}" xsl:use-attribute-sets="foot">
        <fo:table-column column-width="proportional-column-width(12)"/>
        <fo:table-column column-width="proportional-column-width(5)"/>
        <fo:table-body>
          <fo:table-row>
            <fo:table-cell padding-top="1.2mm"><fo:block><fo:inline font-weight="bold"><xsl:value-of select="pp:say('annotated-not-for-family')"/></fo:inline></fo:block></fo:table-cell>
            <fo:table-cell padding-top="1.2mm"><fo:block text-align="end"><xsl:value-of select="substring-before(pp:say('page-of'), '{page}')"/><fo:page-number/><xsl:value-of select="substring-before(substring-after(pp:say('page-of'), '{page}'), '{pages}')"/><fo:page-number-citation-last ref-id="end-of-document"/><xsl:value-of select="substring-after(pp:say('page-of'), '{pages}')"/></fo:block></fo:table-cell>
          </fo:table-row>
        </fo:table-body>
      </fo:table>
    </fo:static-content>
  </xsl:template>

  <xsl:template name="bookmarks"/>
</xsl:stylesheet>
